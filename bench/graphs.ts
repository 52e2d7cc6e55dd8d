/** The graph families of the bench, with their goals. */
import type { EdgeList } from '../src/graph/edge-list.ts'
import { checkCertificate, maximumWeightMatching } from '../src/kernel.ts'
import goals from './goals.json' with { type: 'json' }
import type { Rival } from './rivals/lemon.ts'
import {
  completeGraph,
  geometricGraph,
  increasingPath,
  nestedBlossoms,
  randomGraph,
  skillsGraph,
  triangleChain,
} from './workload.ts'

export interface GraphCase {
  readonly name: string
  readonly make: () => EdgeList
}

const million = 1_000_000

export const graphCases: readonly GraphCase[] = [
  { name: 'random-8 10k', make: () => randomGraph(10_000, 40_000, million) },
  { name: 'random-8 100k', make: () => randomGraph(100_000, 400_000, million) },
  { name: 'random-8 1M', make: () => randomGraph(million, 4 * million, million) },
  { name: 'random-20 10k', make: () => randomGraph(10_000, 100_000, million) },
  { name: 'random-20 100k', make: () => randomGraph(100_000, million, million) },
  { name: 'random-8-ties 10k', make: () => randomGraph(10_000, 40_000, 10) },
  { name: 'random-8-ties 100k', make: () => randomGraph(100_000, 400_000, 10) },
  { name: 'random-20-ties 100k', make: () => randomGraph(100_000, million, 10) },
  { name: 'geometric 10k', make: () => geometricGraph(10_000, 10) },
  { name: 'geometric 100k', make: () => geometricGraph(100_000, 10) },
  { name: 'complete 500', make: () => completeGraph(500, million) },
  { name: 'complete 2000', make: () => completeGraph(2000, million) },
  { name: 'skills-60 2k', make: () => skillsGraph(2000, 60, 3) },
  { name: 'skills-200 10k', make: () => skillsGraph(10_000, 200, 3) },
  { name: 'triangles 10k', make: () => triangleChain(3333) },
  { name: 'nested 4k', make: () => nestedBlossoms(2000) },
  { name: 'path 20k', make: () => increasingPath(20_000) },
]

const cell = (value: string, width: number): string => value.padStart(width)

/** Small graphs are solved a few times first, as a service would have: the compiler needs that. Then the best of three counts. */
export function runGraphCase({ name, make }: GraphCase, rival: Rival | undefined): string {
  const graph = make()
  const small = graph.weight.length < 500_000
  if (small) for (let i = 0; i < 5; i++) checkCertificate(graph, maximumWeightMatching(graph))
  let seconds = Infinity
  let checkSeconds = Infinity
  let solution = maximumWeightMatching(graph)
  let verdict = checkCertificate(graph, solution)
  for (let i = 0; i < (small ? 3 : 1); i++) {
    const start = performance.now()
    solution = maximumWeightMatching(graph)
    const solved = performance.now()
    verdict = checkCertificate(graph, solution)
    seconds = Math.min(seconds, (solved - start) / 1000)
    checkSeconds = Math.min(checkSeconds, (performance.now() - solved) / 1000)
  }
  const runs = rival === undefined ? [] : Array.from({ length: small ? 3 : 1 }, () => rival(graph))
  const other = runs.toSorted((a, b) => a.seconds - b.seconds)[0]
  const goal = (goals as Record<string, number>)[name]
  const agrees = verdict.valid && (other === undefined || other.weight === solution.weight)
  return [
    name.padEnd(20),
    cell(graph.vertexCount.toLocaleString('en'), 16),
    cell(graph.weight.length.toLocaleString('en'), 10),
    cell(seconds.toFixed(3), 9),
    cell(other === undefined ? '-' : other.seconds.toFixed(3), 9),
    cell(other === undefined ? '-' : (seconds / other.seconds).toFixed(2), 7),
    cell(goal === undefined ? '-' : goal.toFixed(2), 7),
    cell(checkSeconds.toFixed(3), 8),
    cell(agrees ? 'yes' : 'NO', 8),
  ].join(' ')
}
