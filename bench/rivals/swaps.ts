/**
 * What one would write oneself: simulated annealing over swaps. People sit at tables, which are anything from empty to full; a table counts what its people weigh as a
 * group or a cycle, and nothing if they are none. Two people at different tables change places, or one goes to another table; what makes it worse is taken with a chance
 * that falls from hot to cold in the time that there is. It starts from a random seating, and keeps the best one that it meets.
 */
import { randomOf } from '../workload.ts'

/** At first, a loss of this part of the heaviest table met so far is taken every third time; at last, of this part. */
const HOT = 0.3
const COLD = 0.003
/** Moves between two looks at the clock. */
const MOVES = 256

export interface Seating {
  readonly people: number
  readonly minSize: number
  readonly maxSize: number
  readonly weigh: (members: readonly number[]) => number | undefined
}

/** The best total that it meets within so many seconds. */
export function anneal({ people, minSize, maxSize, weigh }: Seating, seconds: number, seed: number): number {
  const random = randomOf(seed)
  const below = (bound: number): number => Math.floor(random() * bound)
  const tables: number[][] = Array.from({ length: Math.ceil(people / minSize) }, () => [])
  const tableOf = new Int32Array(people)
  for (let person = 0; person < people; person++) {
    let table = below(tables.length)
    while (tables[table]!.length === maxSize) table = below(tables.length)
    tables[table]!.push(person)
    tableOf[person] = table
  }
  const worthOf = (members: readonly number[]): number => (members.length < minSize ? 0 : (weigh(members) ?? 0))
  const worth = tables.map(worthOf)
  let total = worth.reduce((sum, own) => sum + own, 0)
  let best = total
  let heaviest = Math.max(1, ...worth)
  const started = performance.now()
  let temperature = HOT * heaviest
  for (let move = 0; ; move++) {
    if (move % MOVES === 0) {
      const part = (performance.now() - started) / (1000 * seconds)
      if (part >= 1) return best
      temperature = heaviest * HOT * (COLD / HOT) ** part
    }
    const person = below(people)
    const from = tableOf[person]!
    const to = below(tables.length)
    if (to === from) continue
    const here = tables[from]!
    const there = tables[to]!
    // An empty chair among those at the table, or somebody who sits there.
    const seat = below(maxSize)
    const other = there[seat]
    const stayed = here.filter((each) => each !== person)
    const joined = there.filter((each) => each !== other)
    joined.push(person)
    if (other !== undefined) stayed.push(other)
    const worthHere = worthOf(stayed)
    const worthThere = worthOf(joined)
    const change = worthHere + worthThere - worth[from]! - worth[to]!
    if (change < 0 && random() >= Math.exp(change / temperature)) continue
    tables[from] = stayed
    tables[to] = joined
    worth[from] = worthHere
    worth[to] = worthThere
    tableOf[person] = to
    if (other !== undefined) tableOf[other] = from
    total += change
    best = Math.max(best, total)
    heaviest = Math.max(heaviest, worthHere, worthThere)
  }
}
