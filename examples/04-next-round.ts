// The next round: new faces, and whoever was the odd one out last time is not left over again.
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { type HistoryInput, type Matching, matchPeersOrThrow, type PersonInput } from 'peermatch'

/** What to remember of a round: who met, and whom the others were preferred to. Keep it, with the rounds before, as JSON. */
const remember = ({ pairs, unmatched }: Matching, at: string, amount: number): HistoryInput => ({
  met: pairs.map(({ members }) => ({ members, at })),
  credit: unmatched.filter(({ reason }) => reason._tag === 'OutCompeted').map(({ id }) => ({ id, amount })),
})

const show = (title: string, { pairs, unmatched }: Matching): void => {
  console.log(title)
  for (const { members, weight, adjustment = 0 } of pairs) {
    const past = adjustment === 0 ? '' : `, and ${adjustment} for what was before`
    console.log(`  ${members.join(' + ')} (weight ${weight.toFixed(2)}${past})`)
  }
  for (const { reason } of unmatched) console.log(`  ${reason.detail}`)
}

const friends = [
  { id: 'ana', name: 'Ana', offers: [{ skill: 'Spanish', level: 5 }], wants: ['skiing', 'cooking'] },
  { id: 'ben', name: 'Ben', offers: [{ skill: 'skiing', level: 5 }], wants: ['Spanish', 'guitar'] },
  { id: 'cem', name: 'Cem', offers: [{ skill: 'cooking', level: 4 }], wants: ['Spanish', 'skiing'] },
  { id: 'dua', name: 'Dua', offers: [{ skill: 'guitar', level: 4 }], wants: ['skiing', 'cooking'] },
  { id: 'eli', name: 'Eli', offers: [{ skill: 'skiing', level: 3 }], wants: ['Spanish', 'guitar'] },
]
const october = matchPeersOrThrow(friends)
show('October:', october)
const november = matchPeersOrThrow(friends, {
  history: { ...remember(october, '2026-10-26', 3), asOf: '2026-11-23', repeat: -8, halfLife: 60 },
})
show('November, with a term for pairs that meet again, and a credit for who was left out:', november)

const file = new URL('./data/so2017-sample-2000.csv', import.meta.url)
const rows: Record<string, string>[] = parse(readFileSync(file), { columns: true, bom: true })
const list = (cell = ''): string[] => cell.split(';').filter((skill) => skill.trim() !== '')
const people: PersonInput[] = rows.map((row) => ({
  id: row['id'] ?? '',
  offers: list(row['offers']),
  wants: list(row['wants']),
}))

const first = matchPeersOrThrow(people)
// So great a credit goes before everything else: who lost a place gets one, unless somebody else who did needs the same partner.
const memory = remember(first, '2026-10-26', 1000)
const second = matchPeersOrThrow(people, {
  history: { ...memory, asOf: '2026-11-23', noRepeatWithin: 90 },
})

const met = new Set(first.pairs.map(({ members }) => members.join(' ')))
const again = second.pairs.filter(({ members }) => met.has(members.join(' '))).length
const owed = new Set((memory.credit ?? []).map(({ id }) => id))
const stillOut = second.unmatched.filter(({ id }) => owed.has(id))
const cost = 1 - second.summary.totalWeight / first.summary.totalWeight
console.log(`\n${people.length} real people, once more after four weeks:`)
console.log(`  ${second.pairs.length} pairs, ${again} of which met last time (${first.pairs.length} without a history)`)
console.log(`  ${owed.size} people had lost their place to others; left out again: ${stillOut.length}`)
for (const { reason } of stillOut) console.log(`    ${reason.detail}`)
console.log(`  The new faces cost ${(100 * cost).toFixed(2)} % of the total weight.`)
console.log(second.proof.optimal ? '  No better second round exists.' : `  Gap ${second.proof.gap}`)
