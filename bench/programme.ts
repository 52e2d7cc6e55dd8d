/** One case of programme-cases.ts in a process of its own: prints one line of JSON. */
import { programmeCases } from './programme-cases.ts'

const prepare = programmeCases[process.argv[2] ?? '']
if (prepare === undefined) throw new Error('usage: programme.ts <name>')
const run = prepare()
const started = performance.now()
const outcome = run()
const seconds = (performance.now() - started) / 1000
console.log(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024, ...outcome }))
