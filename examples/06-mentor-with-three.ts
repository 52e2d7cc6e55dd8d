// A mentor with three places, friends with one or two, and then 2,000 real people (see data/README.md) of whom everybody takes up to three.
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { matchPeersOrThrow, type Matching } from 'peermatch'

const club = [
  {
    id: 'mia',
    name: 'Mia',
    capacity: 3,
    offers: [{ skill: 'sailing', level: 5 }],
    wants: ['guitar', 'Greek', 'knots'],
  },
  { id: 'ana', name: 'Ana', offers: [{ skill: 'guitar', level: 5 }], wants: ['sailing'] },
  {
    id: 'ben',
    name: 'Ben',
    capacity: 2,
    offers: [{ skill: 'guitar', level: 4 }, 'chess'],
    wants: ['sailing', 'skiing'],
  },
  { id: 'cem', name: 'Cem', offers: ['Greek'], wants: [{ skill: 'sailing', level: 1 }] },
  { id: 'dan', name: 'Dan', offers: [{ skill: 'knots', level: 2 }], wants: ['sailing'] },
  { id: 'eve', name: 'Eve', offers: ['skiing'], wants: ['chess'] },
]

const show = (title: string, { pairs, unmatched, proof }: Matching): void => {
  console.log(`\n${title}`)
  for (const { members, gains, pinned } of pairs) {
    console.log(`  ${members.join(' + ')} (gains ${gains.join(', ')}${pinned === true ? '; agreed before' : ''})`)
  }
  for (const { id, reason } of unmatched) console.log(`  ${id} is out: ${reason.detail}`)
  console.log(`  total weight ${proof.value.toFixed(2)}${proof.optimal ? ', and no answer has more' : ''}`)
}

show('Mia takes three, Ben two:', matchPeersOrThrow(club))
show('Mia has promised Dan one of her places:', matchPeersOrThrow(club, { rules: { pins: [['mia', 'dan']] } }))
show(
  'Mia takes one only:',
  matchPeersOrThrow(club.map((person) => (person.id === 'mia' ? { ...person, capacity: 1 } : person))),
)

const file = new URL('./data/so2017-sample-2000.csv', import.meta.url)
const rows: Record<string, string>[] = parse(readFileSync(file), { columns: true, bom: true })
const list = (cell = ''): string[] => cell.split(';').filter((skill) => skill.trim() !== '')

const started = performance.now()
const { pairs, summary, proof } = matchPeersOrThrow(
  rows.map((row) => ({
    id: row['id'] ?? '',
    offers: list(row['offers']),
    wants: list(row['wants']),
    capacity: 3,
  })),
)
const seconds = ((performance.now() - started) / 1000).toFixed(2)

const partners = new Map<string, number>()
for (const id of pairs.flatMap(({ members }) => members)) partners.set(id, (partners.get(id) ?? 0) + 1)
const number = (value: number): string => value.toLocaleString('en')
console.log(`\n${number(summary.people)} real people with up to three partners each (${seconds} seconds):`)
for (const count of [3, 2, 1]) {
  const people = [...partners.values()].filter((own) => own === count).length
  console.log(`  ${number(people).padStart(5)} have ${count} ${count === 1 ? 'partner' : 'partners'}`)
}
console.log(`  ${number(summary.unmatched).padStart(5)} have none, each with a reason`)
console.log(
  `  ${number(summary.pairs)} pairs of ${number(proof.possiblePairs)} possible ones, total weight ${number(proof.value)}: ` +
    (proof.optimal ? 'proven, no choice of pairs has more' : `at most ${(100 * proof.gap).toFixed(2)} % from the best`),
)
