/** The graph families of the bench. */
import type { EdgeList } from '../src/graph/edge-list.ts'
import {
  completeGraph,
  geometricGraph,
  gridGraph,
  increasingPath,
  nestedBlossoms,
  powerLawGraph,
  randomGraph,
  skillsGraph,
  sparseDelta,
  triangleChain,
  triangleStrip,
} from './workload.ts'

export interface GraphCase {
  /** Family and size. */
  readonly name: string
  readonly make: () => EdgeList
  /** The rivals in scripting languages that can do it in about a minute. */
  readonly slowRivals?: readonly string[]
}

const million = 1_000_000
const both = ['edmonds-blossom', 'networkx']

export const graphCases: readonly GraphCase[] = [
  { name: 'random-8 1k', make: () => randomGraph(1000, 4000, million), slowRivals: both },
  { name: 'random-8 3k', make: () => randomGraph(3000, 12_000, million), slowRivals: both },
  { name: 'random-8 10k', make: () => randomGraph(10_000, 40_000, million), slowRivals: ['edmonds-blossom'] },
  { name: 'random-8 30k', make: () => randomGraph(30_000, 120_000, million) },
  { name: 'random-8 100k', make: () => randomGraph(100_000, 400_000, million) },
  { name: 'random-8 300k', make: () => randomGraph(300_000, 1_200_000, million) },
  { name: 'random-8 1M', make: () => randomGraph(million, 4 * million, million) },
  { name: 'random-20 1k', make: () => randomGraph(1000, 10_000, million) },
  { name: 'random-20 10k', make: () => randomGraph(10_000, 100_000, million) },
  { name: 'random-20 100k', make: () => randomGraph(100_000, million, million) },
  { name: 'random-20 1M', make: () => randomGraph(million, 10 * million, million) },
  { name: 'random-8-ties 1k', make: () => randomGraph(1000, 4000, 10) },
  { name: 'random-8-ties 10k', make: () => randomGraph(10_000, 40_000, 10) },
  { name: 'random-8-ties 100k', make: () => randomGraph(100_000, 400_000, 10) },
  { name: 'random-8-ties 1M', make: () => randomGraph(million, 4 * million, 10) },
  { name: 'random-20-ties 10k', make: () => randomGraph(10_000, 100_000, 10) },
  { name: 'random-20-ties 100k', make: () => randomGraph(100_000, million, 10) },
  { name: 'geometric 1k', make: () => geometricGraph(1000, 10) },
  { name: 'geometric 10k', make: () => geometricGraph(10_000, 10) },
  { name: 'geometric 100k', make: () => geometricGraph(100_000, 10) },
  { name: 'complete 200', make: () => completeGraph(200, million) },
  { name: 'complete 500', make: () => completeGraph(500, million) },
  { name: 'complete 1000', make: () => completeGraph(1000, million) },
  { name: 'complete 2000', make: () => completeGraph(2000, million) },
  { name: 'skills-60 2k', make: () => skillsGraph(2000, 60, 3) },
  { name: 'skills-200 10k', make: () => skillsGraph(10_000, 200, 3) },
  { name: 'skills-2000 10k', make: () => skillsGraph(10_000, 2000, 8) },
  { name: 'triangles 10k', make: () => triangleChain(3334) },
  { name: 'triangles-3 10k', make: () => triangleStrip(3334) },
  { name: 'nested 4k', make: () => nestedBlossoms(2000) },
  { name: 'nested 40k', make: () => nestedBlossoms(20_000) },
  { name: 'path 20k', make: () => increasingPath(20_000) },
  { name: 'path 200k', make: () => increasingPath(200_000) },
  { name: 'sparse-delta 1k', make: () => sparseDelta(250, 125) },
  { name: 'sparse-delta 10k', make: () => sparseDelta(2500, 1250) },
  { name: 'grid 10k', make: () => gridGraph(100, million) },
  { name: 'grid 100k', make: () => gridGraph(316, million) },
  { name: 'power-law 10k', make: () => powerLawGraph(10_000, 4, million) },
  { name: 'power-law 100k', make: () => powerLawGraph(100_000, 4, million) },
]
