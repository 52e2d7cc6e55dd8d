// Somebody joins late, somebody leaves: the next matching that keeps what can be kept, and what that costs.
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import {
  type AllowedChange,
  formatMatchError,
  type IdPair,
  matchPeersOrThrow,
  type PersonInput,
  rematch,
  type Rematch,
} from 'peermatch'

const next = (previous: readonly IdPair[], people: readonly PersonInput[], change: AllowedChange): Rematch => {
  const result = rematch(previous, people, change)
  if (result._tag === 'Left') throw new Error(formatMatchError(result.left))
  return result.right
}
const named = (pairs: readonly IdPair[]): string =>
  pairs.length === 0 ? 'nobody' : pairs.map((pair) => pair.join(' and ')).join(', ')

// Four friends, two pairs. Then Eva joins, who skis like nobody else.
const friends: PersonInput[] = [
  { id: 'Ana', offers: ['Spanish', 'guitar'], wants: [{ skill: 'skiing', priority: 3 }, 'cooking'] },
  { id: 'Ben', offers: ['skiing'], wants: ['Spanish'] },
  { id: 'Cem', offers: ['cooking'], wants: ['chess'] },
  { id: 'Dan', offers: ['chess'], wants: ['cooking'] },
]
const eva: PersonInput = { id: 'Eva', offers: [{ skill: 'skiing', level: 5 }], wants: ['guitar', 'Spanish'] }
const before = matchPeersOrThrow(friends).pairs.map(({ members }) => members)
console.log(`\nBefore: ${named(before)}.\nEva joins.`)
for (const maxBroken of [0, 1]) {
  const { changes, stability, unmatched } = next(before, [...friends, eva], { maxBroken })
  console.log(
    `  At most ${maxBroken} dissolved: ${named(changes.kept)} stay, new: ${named(changes.formed)}; ` +
      `${stability.cost.toFixed(1)} below the best total of ${stability.freshWeight.toFixed(1)}.`,
  )
  for (const { id, reason } of unmatched) console.log(`    ${id} is left over. ${reason.detail}`)
}

// 2,000 real people (see data/README.md): 1,950 have been matched, 40 of them leave, 50 others join.
const rows: Record<string, string>[] = parse(readFileSync(new URL('./data/so2017-sample-2000.csv', import.meta.url)), {
  columns: true,
  bom: true,
})
const list = (cell = ''): string[] => cell.split(';').filter((skill) => skill.trim() !== '')
const everybody = rows.map((row) => ({ id: row['id'] ?? '', offers: list(row['offers']), wants: list(row['wants']) }))
const old = matchPeersOrThrow(everybody.slice(0, 1950)).pairs.map(({ members }) => members)
const now = everybody.slice(40)
console.log(`\n${old.length} pairs of 1,950 real people; 40 people leave, 50 join.`)
for (const maxBroken of [0, 5, 20, 1000]) {
  const { changes, stability, summary, proof } = next(old, now, { maxBroken })
  const gap = proof.optimal ? 'proven best' : `at most ${(100 * proof.gap).toFixed(3)} % from the best`
  console.log(
    `  at most ${String(maxBroken).padStart(4)} dissolved: ${String(changes.dissolved.length).padStart(3)} are, ` +
      `${changes.affected.length} people have somebody else or nobody; ${summary.pairs} pairs, weight ${summary.totalWeight.toFixed(1)}, ` +
      `${stability.cost.toFixed(1)} below a fresh start (${gap})`,
  )
}
console.log('')
