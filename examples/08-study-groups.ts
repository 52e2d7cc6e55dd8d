// Groups in which several want to learn from one another: sizes, friends together, no one alone, a common evening. Then real people (see data/README.md).
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { type Group, matchPeersOrThrow, type Matching, type PersonInput, type TimeWindow } from 'peermatch'

const TUESDAY: TimeWindow = { day: 'Tue', from: '18:00', to: '20:00' }
const THURSDAY: TimeWindow = { day: 'Thu', from: '19:00', to: '21:30' }

const person = (
  id: string,
  offers: string[],
  wants: string[],
  team: string,
  availability: TimeWindow[],
): PersonInput => ({
  id,
  offers,
  wants,
  attributes: { team },
  timezone: 'Europe/Madrid',
  availability,
})

const course = [
  person('ana', ['statistics'], ['writing', 'SQL'], 'day', [TUESDAY, THURSDAY]),
  person('ben', ['SQL'], ['statistics'], 'day', [TUESDAY]),
  person('cem', ['writing'], ['statistics', 'drawing'], 'evening', [TUESDAY, THURSDAY]),
  person('dan', ['drawing', 'maps'], ['SQL'], 'evening', [THURSDAY]),
  person('eve', ['SQL', 'maps'], ['drawing'], 'evening', [TUESDAY, THURSDAY]),
  person('fay', ['drawing'], ['writing', 'maps'], 'day', [THURSDAY]),
  person('gil', ['maps'], ['statistics'], 'day', [TUESDAY]),
]

const lessons = ({ exchange, members }: Group): string =>
  members
    .map((teacher) => {
      const own = exchange.filter(({ from }) => from === teacher)
      const skills = [...new Set(own.map(({ skill }) => skill))]
      const learners = [...new Set(own.map(({ to }) => to))]
      return own.length === 0
        ? ''
        : `${teacher}: ${skills.slice(0, 3).join(', ')}${skills.length > 3 ? ', ...' : ''} (to ${learners.join(', ')})`
    })
    .filter((line) => line !== '')
    .join('; ')

const show = (title: string, { groups = [], unmatched, proof }: Matching): void => {
  console.log(`\n${title}`)
  for (const group of groups) {
    const [window] = group.commonWindows ?? []
    const when = window === undefined ? '' : `, ${window.local[0]!.day} ${window.local[0]!.from}`
    console.log(`  ${group.members.join(' + ')} (gains ${group.gains.join(', ')}${when})`)
    console.log(`      ${lessons(group)}`)
  }
  for (const { id, reason } of unmatched) console.log(`  ${id} is out: ${reason.detail}`)
  console.log(
    `  total weight ${proof.value.toFixed(2)}; ${proof.gap === 0 ? 'proven: none is better' : `at most ${(100 * proof.gap).toFixed(2)} % from the best`}`,
  )
}

const into = { groups: { min: 3, max: 4 } }
show('Groups of three or four:', matchPeersOrThrow(course, { into }))
show(
  'With 90 minutes in common, Ana and Cem together, and nobody the only one of a team:',
  matchPeersOrThrow(course, {
    into,
    objective: 'coverage',
    rules: { minOverlapMinutes: 90, together: [['ana', 'cem']], mix: [{ attribute: 'team', notAlone: true }] },
  }),
)

const file = new URL('./data/so2017-sample-2000.csv', import.meta.url)
const rows: Record<string, string>[] = parse(readFileSync(file), { columns: true, bom: true, to: 40 })
const list = (cell = ''): string[] => cell.split(';').filter((skill) => skill.trim() !== '')
const people = rows.map((row) => ({ id: row['id'] ?? '', offers: list(row['offers']), wants: list(row['wants']) }))
const {
  groups = [],
  summary,
  proof,
} = matchPeersOrThrow(people, { into: { groups: { min: 3, max: 4 } }, budget: { timeMs: 20_000 } })
console.log(
  `\n${people.length} real people: ${summary.matched} in ${groups.length} groups, mean gain ${summary.meanGain.toFixed(2)} (in pairs ${matchPeersOrThrow(people).summary.meanGain.toFixed(2)}).`,
)
console.log(
  `  ${proof.gap === 0 ? 'Proven: no groups weigh more.' : `No groups weigh more than ${(100 * proof.gap).toFixed(2)} % above these.`}`,
)
for (const group of groups.slice(0, 2)) console.log(`  ${group.members.join(', ')}: ${lessons(group)}`)
