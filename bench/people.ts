/** One whole `matchPeers` call on the first n real people of a survey, in a process of its own: prints one line of JSON. */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { isLeft } from 'fp-ts/lib/Either.js'
import { parse } from 'csv-parse/sync'
import { matchPeers } from '../src/index.ts'

const [year = '2017', count = '2000', objective = 'benefit'] = process.argv.slice(2)
const file = new URL(`./data/so${year}-offers-wants.csv.gz`, import.meta.url)
const rows: Record<string, string>[] = parse(gunzipSync(readFileSync(file)), { columns: true, to: Number(count) })
const list = (cell = ''): string[] => cell.split(';').filter((skill) => skill !== '')
const people = rows.map((row) => ({ id: row['id'] ?? '', offers: list(row['offers']), wants: list(row['wants']) }))
rows.length = 0

const started = performance.now()
const answer = matchPeers(people, { objective: objective === 'coverage' ? 'coverage' : 'benefit' })
const seconds = (performance.now() - started) / 1000
if (isLeft(answer)) throw new Error(JSON.stringify(answer.left))
const { summary, proof } = answer.right
console.log(
  JSON.stringify({
    seconds,
    megabytes: process.resourceUsage().maxRSS / 1024,
    people: summary.people,
    pairs: summary.pairs,
    possiblePairs: proof.possiblePairs,
    value: proof.value,
    optimal: proof.optimal,
  }),
)
