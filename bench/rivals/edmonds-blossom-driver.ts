/** Solves the graph file named first with npm edmonds-blossom, and prints one line of JSON. */
import blossom from 'edmonds-blossom'
import { readGraph } from './graph-file.ts'

const { source, target, weight } = readGraph(process.argv[2] ?? '')
const edges: [number, number, number][] = Array.from(weight, (w, e) => [source[e]!, target[e]!, w])
const start = performance.now()
const mate = blossom(edges)
const seconds = (performance.now() - start) / 1000

/** The best edge of each matched pair. */
const best = new Map<number, number>()
for (const [u, v, w] of edges) {
  if (mate[u] !== v) continue
  const least = Math.min(u, v)
  best.set(least, Math.max(best.get(least) ?? -Infinity, w))
}
let total = 0
for (const w of best.values()) total += w
console.log(JSON.stringify({ seconds, weight: total, megabytes: process.resourceUsage().maxRSS / 1024 }))
