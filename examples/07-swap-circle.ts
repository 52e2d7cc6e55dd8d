// Pairs leave people out who could all be served: circles in which each teaches the next. First a club, then real people (see data/README.md).
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { type Cycle, matchPeersOrThrow, type PersonInput } from 'peermatch'

const club: PersonInput[] = [
  { id: 'ana', name: 'Ana', offers: ['Spanish'], wants: ['skiing'] },
  { id: 'ben', name: 'Ben', offers: ['skiing'], wants: ['guitar'] },
  { id: 'cem', name: 'Cem', offers: ['guitar', 'chess'], wants: ['Spanish', 'baking'] },
  { id: 'dan', name: 'Dan', offers: ['baking'], wants: ['chess'] },
]

const told = ({ members, exchange }: Cycle): string =>
  members
    .map((teacher, at) => {
      const learner = members[(at + 1) % members.length]!
      const skills = exchange.filter(({ from, to }) => from === teacher && to === learner).map(({ skill }) => skill)
      return `${teacher} teaches ${learner} ${skills.slice(0, 3).join(', ')}${skills.length > 3 ? ' and more' : ''}`
    })
    .join('; ')

const pairs = matchPeersOrThrow(club)
console.log(
  `\nIn pairs, ${pairs.summary.matched} of ${club.length} learn something: ${pairs.pairs[0]?.members.join(' and ')}.`,
)
const circles = matchPeersOrThrow(club, { into: { cycles: { maxLength: 3 } }, objective: 'coverage' })
console.log(`In circles of up to three, ${circles.summary.matched} do:`)
for (const cycle of circles.cycles ?? []) console.log(`  ${told(cycle)}`)
for (const { reason } of circles.unmatched) console.log(`  ${reason.detail}`)

const file = new URL('./data/so2017-sample-2000.csv', import.meta.url)
const rows: Record<string, string>[] = parse(readFileSync(file), { columns: true, bom: true, to: 150 })
const list = (cell = ''): string[] => cell.split(';').filter((skill) => skill.trim() !== '')
const people = rows.map((row) => ({ id: row['id'] ?? '', offers: list(row['offers']), wants: list(row['wants']) }))

console.log(`\n${people.length} real people, by the longest circle that is allowed:\n`)
console.log('  up to   people   circles   total gain   proven')
for (const maxLength of [2, 3, people.length]) {
  const { summary, proof } = matchPeersOrThrow(people, { into: { cycles: { maxLength } } })
  const upTo = maxLength === people.length ? 'any' : String(maxLength)
  const gap = proof.optimal ? 'best' : `${(100 * proof.gap).toFixed(2)} %`
  const columns = [upTo.padStart(5), String(summary.matched).padStart(7), String(summary.cycles).padStart(8)]
  console.log(`  ${columns.join('  ')}   ${summary.totalGain.toFixed(0).padStart(10)}   ${gap.padStart(6)}`)
}
console.log('\nA long circle collapses when one drops out: three is the default.')
