// 2,000 real people (see data/README.md): from a CSV file to proven pairs, with reasons.
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { type Exchange, matchPeersOrThrow, type Pair } from 'peermatch'

const file = new URL('./data/so2017-sample-2000.csv', import.meta.url)
const rows: Record<string, string>[] = parse(readFileSync(file), { columns: true, bom: true })
const list = (cell = ''): string[] => cell.split(';').filter((skill) => skill.trim() !== '')

const started = performance.now()
const { pairs, unmatched, summary, proof } = matchPeersOrThrow(
  rows.map((row) => ({ id: row['id'] ?? '', offers: list(row['offers']), wants: list(row['wants']) })),
)
const seconds = ((performance.now() - started) / 1000).toFixed(2)

const number = (value: number, digits = 0): string =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
const few = (names: string[], most = 6): string =>
  names.length > most ? `${names.slice(0, most).join(', ')} and ${names.length - most} more` : names.join(', ')
const taughtBy = (exchange: readonly Exchange[], teacher: string): string =>
  few(exchange.filter(({ from }) => from === teacher).map(({ skill }) => skill))
const line = (label: string, value: string): void => console.log(`  ${label.padEnd(28)}${value.padStart(12)}`)

console.log(`\n${number(summary.people)} people who told a survey what they can do and what they want to learn\n`)
line('learn in pairs', number(summary.matched))
line('pairs', number(summary.pairs))
line('possible pairs', number(proof.possiblePairs))
line('total weight', number(summary.totalWeight, 1))
line('mean gain of a person', number(summary.meanGain, 2))
line('smallest gain', number(summary.smallestGain, 2))
line('mean imbalance in a pair', number(summary.meanImbalance, 2))
line('seconds', seconds)

console.log(
  proof.optimal
    ? `\nProof: no way to pair these people has a greater total weight than ${number(proof.value, 1)}.` +
        `\nEvery one of the ${number(proof.possiblePairs)} possible pairs was checked against that bound.`
    : `\nNo answer can be more than ${number(100 * proof.gap, 3)} % better.`,
)

const showPair = ({ members: [a, b], gains, exchange }: Pair): void => {
  console.log(`\n  ${a} and ${b} (gains ${gains.map((gain) => number(gain)).join(' and ')})`)
  for (const teacher of [a, b]) console.log(`    ${teacher} teaches ${taughtBy(exchange, teacher)}`)
}
console.log('\nThe pairs that gain most:')
pairs.slice(0, 3).forEach(showPair)
console.log('\nOne from the middle:')
pairs.slice(pairs.length >> 1, (pairs.length >> 1) + 1).forEach(showPair)

console.log(`\n${number(summary.unmatched)} people have no partner this time:`)
const reasons = new Map<string, string[]>()
for (const { reason } of unmatched) reasons.set(reason._tag, [...(reasons.get(reason._tag) ?? []), reason.detail])
for (const [tag, details] of [...reasons].toSorted((x, y) => y[1].length - x[1].length)) {
  console.log(`\n  ${String(details.length).padStart(5)}  ${tag}\n         e.g. ${details[0]}`)
}
console.log('')
