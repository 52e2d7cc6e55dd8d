/**
 * One case of exchange-cases.ts in a process of its own: solves and checks it, and prints one line of JSON. Solved for a second first, as graph-case.ts does;
 * then the best of three counts, or the very first where that takes seconds.
 */
import { exchangeCases } from './exchange-cases.ts'
import { RUNS, SECONDS_FOR_RUNS } from './rivals/rival.ts'

/** Solving before the clock counts. */
const WARM_UP_SECONDS = 1

const make = exchangeCases[process.argv[2] ?? '']
if (make === undefined) throw new Error('usage: exchange.ts <name>')
const { people, solve, writeOut } = make()

let seconds = Infinity
let weight = 0
let valid = true
/** Returns how long the solver took. */
function run(): number {
  const start = performance.now()
  const answer = solve()
  const took = (performance.now() - start) / 1000
  seconds = Math.min(seconds, took)
  weight = answer.weight
  valid &&= answer.optimal && answer.check()
  return took
}

const first = run()
if (first < SECONDS_FOR_RUNS) {
  for (let warm = first; warm < WARM_UP_SECONDS; ) warm += run()
  seconds = Infinity
  for (let i = 0, spent = 0; i < RUNS && spent < SECONDS_FOR_RUNS; i++) spent += run()
}
const megabytes = process.resourceUsage().maxRSS / 1024
const columns = writeOut().weight.length
console.log(JSON.stringify({ people, columns, seconds, megabytes, weight, valid }))
