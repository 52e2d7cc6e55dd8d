import type { EdgeList } from '../../src/graph/edge-list.ts'
import { completeGraph, geometricGraph, onion, randomGraph, triangleChain } from '../graphs.ts'
import type { Random } from '../graphs.ts'

const size = (random: Random): number => 2 + random(7)

/** Graphs of up to 8 vertices of many kinds, for brute force over all matchings. */
export const smallFamilies: readonly (readonly [name: string, draw: (random: Random) => EdgeList])[] = [
  ['sparse', (r) => ((n) => randomGraph(n, n + r(n), 1, 100, r))(size(r))],
  ['dense', (r) => completeGraph(size(r), 1, 100, r)],
  ['heavy ties', (r) => ((n) => randomGraph(n, n + r(3 * n), 1, 3, r))(size(r))],
  ['all weights equal', (r) => ((n) => randomGraph(n, n + r(2 * n), 5, 5, r))(size(r))],
  ['negative and positive', (r) => ((n) => randomGraph(n, 3 * n, -10, 10, r))(size(r))],
  ['all negative', (r) => ((n) => randomGraph(n, 2 * n, -9, -1, r))(size(r))],
  ['many parallel edges', (r) => ((n) => randomGraph(n, 8 * n, -3, 9, r))(2 + r(5))],
  ['geometric', (r) => geometricGraph(size(r), 60, 100, r)],
  ['triangles in a row', (r) => triangleChain(1 + r(2), r)],
  ['an odd cycle within an odd cycle', (r) => onion(1 + r(3), r)],
  ['large weights', (r) => ((n) => randomGraph(n, 2 * n, -(2 ** 40), 2 ** 40, r))(size(r))],
]
