/**
 * Cycles and groups written out in full: every one that there is, as a column with the people in it. Made from the words of the contract, and shares nothing with
 * the engines. For few people: what is exponential here is what the engines must get around.
 */
import type { EdgeList } from '../src/graph/edge-list.ts'
import type { GroupProblem } from '../src/group/group-problem.ts'

/** Column `j` holds the rows `row[start[j]]` up to `row[start[j + 1] - 1]` and weighs `weight[j]`; nobody may be in two. */
export interface FullFormulation {
  readonly rowCount: number
  readonly start: Int32Array
  readonly row: Int32Array
  readonly weight: Float64Array
}

class Columns {
  private readonly rowCount: number
  private readonly start: number[] = [0]
  private readonly row: number[] = []
  private readonly weight: number[] = []

  constructor(rowCount: number) {
    this.rowCount = rowCount
  }

  add(members: readonly number[], weight: number): void {
    for (const member of members) this.row.push(member)
    this.start.push(this.row.length)
    this.weight.push(weight)
  }

  list(): FullFormulation {
    const { rowCount, start, row, weight } = this
    return { rowCount, start: Int32Array.from(start), row: Int32Array.from(row), weight: Float64Array.from(weight) }
  }
}

/** Per vertex, where arcs lead and what they weigh; of parallel ones the heaviest. */
function heaviestArcs({ vertexCount, source, target, weight }: EdgeList): readonly ReadonlyMap<number, number>[] {
  const heaviest = Array.from({ length: vertexCount }, () => new Map<number, number>())
  for (let arc = 0; arc < weight.length; arc++) {
    const from = heaviest[source[arc]!]!
    from.set(target[arc]!, Math.max(from.get(target[arc]!) ?? -Infinity, weight[arc]!))
  }
  return heaviest
}

/** Every directed cycle of 2 to `maxLength` arcs that weighs anything, of those through the same vertices too. */
export function everyCycle(arcs: EdgeList, maxLength: number): FullFormulation {
  const { vertexCount } = arcs
  const columns = new Columns(vertexCount)
  const heaviest = heaviestArcs(arcs)
  const way: number[] = []
  const isOn = new Uint8Array(vertexCount)
  // As deep as a cycle is long.
  const goOn = (from: number, sum: number): void => {
    for (const [to, worth] of heaviest[from]!) {
      if (to === way[0] && sum + worth > 0) columns.add(way, sum + worth)
      // Each cycle once, from its smallest vertex on.
      if (to <= way[0]! || isOn[to] === 1 || way.length === maxLength) continue
      way.push(to)
      isOn[to] = 1
      goOn(to, sum + worth)
      isOn[to] = 0
      way.pop()
    }
  }
  for (let first = 0; first < vertexCount; first++) {
    way.push(first)
    goOn(first, 0)
    way.pop()
  }
  return columns.list()
}

/** What the heaviest cycle through all of some vertices weighs, or undefined if there is none. */
export function cycleWeigher(arcs: EdgeList): (members: readonly number[]) => number | undefined {
  const heaviest = heaviestArcs(arcs)
  return (members) => {
    let best: number | undefined
    const isOn = members.map(() => false)
    const goOn = (from: number, left: number, sum: number): void => {
      if (left === 0) {
        const worth = heaviest[from]!.get(members[0]!)
        if (worth !== undefined && (best === undefined || sum + worth > best)) best = sum + worth
        return
      }
      for (let i = 1; i < members.length; i++) {
        const worth = isOn[i] === true ? undefined : heaviest[from]!.get(members[i]!)
        if (worth === undefined) continue
        isOn[i] = true
        goOn(members[i]!, left - 1, sum + worth)
        isOn[i] = false
      }
    }
    if (members.length > 1) goOn(members[0]!, members.length - 1, 0)
    return best
  }
}

/** What some people weigh as a group of a problem without rules, or undefined if one of them gains nothing or teaches nobody. */
export function groupWeigher(problem: GroupProblem): (members: readonly number[]) => number | undefined {
  const { personCount: n, maxSize, wantStart, wantPriority, liftStart, liftTeacher, lift } = problem
  const lifts = new Float64Array(wantPriority.length * n)
  for (let want = 0; want < wantPriority.length; want++) {
    for (let i = liftStart[want]!; i < liftStart[want + 1]!; i++) lifts[want * n + liftTeacher[i]!] = lift[i]!
  }
  const gains = new Float64Array(maxSize)
  const teaches = new Uint8Array(n)
  return (members) => {
    for (const teacher of members) teaches[teacher] = 0
    for (let i = 0; i < members.length; i++) {
      const learner = members[i]!
      let gain = 0
      for (let want = wantStart[learner]!; want < wantStart[learner + 1]!; want++) {
        let best = 0
        for (const teacher of members) {
          const offered = lifts[want * n + teacher]!
          if (offered > 0) teaches[teacher] = 1
          if (offered > best) best = offered
        }
        gain += wantPriority[want]! * best
      }
      if (gain === 0) return undefined
      gains[i] = gain
    }
    for (const teacher of members) if (teaches[teacher] === 0) return undefined
    return problem.weigh(gains, members.length)
  }
}

/**
 * Every group in which all gain and teach. If there are rules, `weigh` says what such a group weighs by them, or that it is none.
 */
export function everyGroup(
  problem: GroupProblem,
  weigh?: (members: readonly number[]) => number | undefined,
): FullFormulation {
  const { personCount, minSize, maxSize } = problem
  const columns = new Columns(personCount)
  const members: number[] = []
  const plain = groupWeigher(problem)
  // As deep as a group is large.
  const add = (least: number): void => {
    for (let person = least; person < personCount; person++) {
      members.push(person)
      if (members.length >= minSize) {
        const weight = plain(members)
        const ruled = weight === undefined || weigh === undefined ? weight : weigh(members)
        if (ruled !== undefined) columns.add(members, ruled)
      }
      if (members.length < maxSize) add(person + 1)
      members.pop()
    }
  }
  add(0)
  return columns.list()
}
