/** Builds and calls the driver of LEMON, a C++ library with an O(n m log n) matching. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { EdgeList } from '../../src/graph/edge-list.ts'

const cache = fileURLToPath(new URL('../../.cache/bench', import.meta.url))

/** Solves a graph; seconds without reading the file. */
export type Rival = (graph: EdgeList) => { readonly seconds: number; readonly weight: number }

const column = (list: ArrayLike<number>): Buffer => Buffer.from(Int32Array.from(list).buffer)

/** undefined where there is no compiler, or no LEMON. */
export function buildLemon(): Rival | undefined {
  mkdirSync(cache, { recursive: true })
  const program = join(cache, 'lemon')
  const source = fileURLToPath(new URL('./lemon.cpp', import.meta.url))
  try {
    execFileSync('g++', ['-O3', '-march=native', '-DNDEBUG', '-std=c++17', '-o', program, source], { stdio: 'ignore' })
  } catch {
    return undefined
  }
  return (graph) => {
    const file = join(cache, 'graph.bin')
    writeFileSync(
      file,
      Buffer.concat([
        column([graph.vertexCount, graph.weight.length]),
        column(graph.source),
        column(graph.target),
        Buffer.from(Float64Array.from(graph.weight).buffer),
      ]),
    )
    const [built, run, weight] = execFileSync(program, [file], { encoding: 'utf8' }).split(' ').map(Number)
    return { seconds: built! + run!, weight: weight! }
  }
}
