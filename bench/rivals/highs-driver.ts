/** Solves a case of exchange-cases.ts, written out in full, with npm highs, and prints one line of JSON. */
import { exchangeCases } from '../exchange-cases.ts'
import { highsPacker } from './highs-packing.ts'
import { SECONDS_FOR_RUNS } from './rival.ts'

/** As long as ours has. */
const WARM_UP_SECONDS = 1

const make = exchangeCases[process.argv[2] ?? '']
if (make === undefined) throw new Error('usage: highs-driver.ts <name>')
const packing = make().writeOut()
const solve = await highsPacker()

let seconds = Infinity
let weight = 0
/** Returns how long it took. */
function run(): number {
  const start = performance.now()
  const answer = solve(packing)
  const took = (performance.now() - start) / 1000
  if (!answer.optimal) throw new Error('not solved to the end')
  seconds = Math.min(seconds, took)
  weight = answer.weight
  return took
}

// WebAssembly is compiled while it runs: what takes little is solved for a second first, as ours is.
for (let warm = run(); warm < WARM_UP_SECONDS; ) warm += run()
if (seconds < SECONDS_FOR_RUNS) run()
console.log(JSON.stringify({ seconds, weight, megabytes: process.resourceUsage().maxRSS / 1024 }))
