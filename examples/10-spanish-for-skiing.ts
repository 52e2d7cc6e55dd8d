// From two lines of a CSV file to a signed page and a calendar, and then three months of learning, with one missed week.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { type Either, isLeft } from 'fp-ts/lib/Either.js'
import { matchPeersOrThrow, type PersonInput, type Weekday } from 'peermatch'
import {
  draftAgreement,
  formatLedgerError,
  type Ledger,
  type LedgerError,
  type LedgerEvent,
  nextTurn,
  openLedger,
  recordSession,
  summariseLedger,
  toHtml,
  toMarkdown,
} from 'peermatch/agreement'
import { toCalendar } from 'peermatch/calendar'

const FRIENDS = `id,name,timezone,can,wants,free,aim
ana,Ana,Europe/Madrid,Spanish 5,skiing 1,Tue 18:00-20:30;Thu 19:00-21:00,"Come down a red run in January without fear, and enjoy the view."
ben,Ben,Europe/Madrid,skiing 4,Spanish 1,Tue 18:30-20:00;Wed 18:00-20:00,"Order dinner, joke with the waiter, and follow Ana's family at the table."
`

const orThrow = <A>(result: Either<LedgerError, A>): A => {
  if (isLeft(result)) throw new Error(formatLedgerError(result.left))
  return result.right
}
const list = (cell = ''): string[] => cell.split(';').filter((part) => part.trim() !== '')
/** `Spanish 5`: a skill and a level. */
const levelled = (part: string): { skill: string; level: number } => {
  const at = part.lastIndexOf(' ')
  return { skill: part.slice(0, at), level: Number(part.slice(at + 1)) }
}
/** `Tue 18:00-20:30` */
const window = (part: string): { day: Weekday; from: string; to: string } => {
  const [day = '', from = '', to = ''] = part.split(/[ -]/)
  return { day: day as Weekday, from, to }
}

// 1. Who should learn with whom?
const rows: Record<string, string>[] = parse(FRIENDS, { columns: true })
const people = rows.map(
  (row): PersonInput => ({
    id: row['id'] ?? '',
    name: row['name'] ?? '',
    timezone: row['timezone'] ?? 'UTC',
    offers: list(row['can']).map(levelled),
    wants: list(row['wants']).map(levelled),
    availability: list(row['free']).map(window),
  }),
)
const [pair] = matchPeersOrThrow(people).pairs
if (pair === undefined) throw new Error('These two have nothing to teach each other.')

// 2. What do they agree on?
const agreement = orThrow(
  draftAgreement(pair, people, {
    start: '2026-09-14',
    cadence: { everyWeeks: 1, minutes: 60 },
    sessions: 12,
    time: '18:30',
    blackouts: [{ from: '2026-10-12', to: '2026-10-18' }],
    aims: Object.fromEntries(rows.map((row) => [row['id'] ?? '', row['aim'] ?? ''])),
    incentive: 'A weekend in the Sierra Nevada: Ben picks the runs, and Ana lets him do all the ordering, in Spanish.',
  }),
)
const names = new Map(agreement.members.map(({ id, name }) => [id, name]))
console.log(`${agreement.title}\n`)
for (const { name, aim, given, received } of agreement.members) {
  console.log(`  ${name}: ${aim}\n    teaches ${given} minutes, learns ${received} minutes`)
}
console.log(`\n  ${agreement.sessions.length} sessions, each with time for both; the first three:`)
for (const { number, local, blocks } of agreement.sessions.slice(0, 3)) {
  const lessons = blocks.map(
    ({ teacher, skill, minutes }) => `${names.get(teacher)} teaches ${skill} for ${minutes} minutes`,
  )
  console.log(`    ${number}. ${local?.[0]?.date} ${local?.[0]?.from}: ${lessons.join(', then ')}`)
}
console.log('\n  Goals:')
for (const { member, skill, from, to, due, check } of agreement.goals) {
  console.log(`    ${names.get(member)}, ${skill}: from level ${from} to ${to} by ${due}. ${check}`)
}

// 3. A page to sign, and a calendar for each. Open the page in a browser and print it.
const folder = process.argv[2] ?? mkdtempSync(join(tmpdir(), 'spanish-for-skiing-'))
mkdirSync(folder, { recursive: true })
const write = (name: string, text: string): void => writeFileSync(join(folder, name), text)
write('agreement.html', orThrow(toHtml(agreement)))
write('agreement.md', orThrow(toMarkdown(agreement)))
write('ana.ics', orThrow(toCalendar(agreement, { for: 'ana', stamp: '2026-09-10T09:00:00.000Z' })))
write('ben.ics', orThrow(toCalendar(agreement, { for: 'ben', stamp: '2026-09-10T09:00:00.000Z' })))
console.log(`\n  To print and sign, and for their calendars: ${folder}`)

// 4. What really happens. Events are kept in the order in which they come to be known; the file is all that has to be stored.
let ledger: Ledger = orThrow(openLedger(agreement))
const record = (event: LedgerEvent): void => {
  ledger = orThrow(recordSession(ledger, event)).ledger
}
const [goalOfAna, goalOfBen] = agreement.goals.map(({ id }) => id)
const look = (asOf: string): void => {
  const { balance, warnings } = orThrow(summariseLedger(ledger, { asOf, tilt: 20, quietTurns: 1 }))
  console.log(`\n${asOf}: ${balance.detail}`)
  for (const { detail } of warnings) console.log(`  ! ${detail}`)
}

agreement.sessions.forEach(({ id, number, date }, at) => {
  const stamp = { id: `session-${number}`, at: `${date}T21:00:00.000Z`, session: id }
  const next = agreement.sessions[at + 1]?.date
  if (number === 6) {
    record({ ...stamp, kind: 'skipped', by: ['ben'], reason: 'a cold' })
    look(next ?? date)
  } else if (number === 7) {
    // Half an hour, and it was Ana's turn first.
    record({ ...stamp, kind: 'shortened', minutes: 30, reason: 'the metro was on strike' })
    look(next ?? date)
    console.log(`  > ${orThrow(nextTurn(ledger, { asOf: next })).detail}`)
  } else if (number === 8) {
    // As the ledger proposes, so that it evens out.
    const { blocks } = orThrow(nextTurn(ledger, { asOf: date }))
    const taught = blocks.map(({ minutes, teacher, learners, skill }) => ({ minutes, teacher, learners, skill }))
    record({ ...stamp, kind: 'held', blocks: taught })
    look(next ?? date)
  } else {
    record({ ...stamp, kind: 'held' })
  }
})

// 5. Have they got there?
const end = '2026-12-15'
record({ id: 'red-run', at: `${end}T10:00:00.000Z`, kind: 'observed', goal: goalOfAna ?? '', level: 2 })
record({ id: 'dinner', at: `${end}T21:30:00.000Z`, kind: 'observed', goal: goalOfBen ?? '', level: 2 })
look(end)
const { goals, promises } = orThrow(summariseLedger(ledger, { asOf: end }))
for (const { member, skill, status } of goals) console.log(`  ${names.get(member)}, ${skill}: ${status}`)
for (const { id, held, planned } of promises) console.log(`  ${names.get(id)} was there ${held} times of ${planned}`)
write('ledger.json', JSON.stringify(ledger, null, 2))
