/** The files that graphs are handed to rivals in: int32 n, int32 m, int32 source[m], int32 target[m], float64 weight[m]. */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import type { EdgeList } from '../../src/graph/edge-list.ts'

export function writeGraph(path: string, graph: EdgeList): void {
  const file = openSync(path, 'w')
  const write = (column: Int32Array | Float64Array): void => {
    const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength)
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, Math.min(bytes.length - at, 2 ** 30))
  }
  write(Int32Array.of(graph.vertexCount, graph.weight.length))
  write(Int32Array.from(graph.source))
  write(Int32Array.from(graph.target))
  write(Float64Array.from(graph.weight))
  closeSync(file)
}

export function readGraph(path: string): EdgeList {
  const { buffer, byteOffset, byteLength } = readFileSync(path)
  const bytes = buffer.slice(byteOffset, byteOffset + byteLength)
  const [vertexCount = 0, m = 0] = new Int32Array(bytes, 0, 2)
  return {
    vertexCount,
    source: new Int32Array(bytes, 8, m),
    target: new Int32Array(bytes, 8 + 4 * m, m),
    weight: new Float64Array(bytes, 8 + 8 * m, m),
  }
}
