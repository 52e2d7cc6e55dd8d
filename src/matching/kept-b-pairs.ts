import { type EdgeList, MAX_WEIGHT_SUM } from '../graph/edge-list.ts'
import { solveBMatchingWhile } from './b-matching.ts'
import type { BMatchingSolution } from './b-matching-solution.ts'
import { differencesOf } from './b-mixture.ts'
import type { Changeable, Kept, Measure, Trial } from './changeable.ts'
import { ChangeStopped, greatestCommonDivisor } from './kept-pairs.ts'
import { bestDifferences } from './mixture.ts'

/** States of an edge. */
const FREE = 0
const OLD = 1
const SETTLED = 2

/** A graph in which old edges can be given a bonus, for b-matchings: answers are the indices of their edges, ascending. */
export class KeptBPairs implements Changeable<BMatchingSolution> {
  /** Old edges that are not settled. */
  readonly count: number
  readonly most: number
  /** The most of them, at the greatest weight, that can be kept together: proof of `most`. Absent if all can. */
  readonly mostProof: BMatchingSolution | undefined
  /** With a greater bonus nothing changes, if all old edges can be kept: see `KeptPairs`. Never more than is safe. */
  readonly greatestBonus: number

  private readonly graph: EdgeList
  private readonly capacity: Int32Array
  private readonly state: Uint8Array
  private readonly largest: number
  /** The greatest weight of an edge with which sums stay in the safe range. */
  private readonly safe: number
  private readonly goOn: () => boolean

  /**
   * Throws a `RangeError` if even a whole bonus leaves the safe range, and, like every solve, `ChangeStopped` once `goOn` says false. O(n + m), and a solve if the
   * old edges do not fit.
   */
  constructor(graph: EdgeList, capacity: Int32Array, state: Uint8Array, goOn: () => boolean) {
    const { vertexCount, source, target, weight } = graph
    const left = capacity.slice()
    let [count, largest, places] = [0, 1, 0]
    for (let e = 0; e < weight.length; e++) {
      largest = Math.max(largest, Math.abs(weight[e]!))
      if (state[e] !== OLD) continue
      count++
      left[source[e]!]!--
      left[target[e]!]!--
    }
    for (let v = 0; v < vertexCount; v++) places += capacity[v]!
    this.graph = graph
    this.capacity = capacity
    this.state = state
    this.goOn = goOn
    this.count = count
    this.largest = largest
    this.safe = Math.floor(MAX_WEIGHT_SUM / Math.max(8, 2 * weight.length + places))
    if (this.safe < 4 * largest + 1) {
      throw new RangeError(
        `weights as far from zero as ${largest} are too large to limit change: sums would leave the safe integers`,
      )
    }
    const fits = left.every((room) => room >= 0)
    this.greatestBonus = fits ? 3 * largest + 1 : this.safe - largest
    this.mostProof = fits ? undefined : this.heaviest((e) => (state[e] === OLD ? 1 : -1))
    this.most = this.mostProof === undefined ? count : this.mostProof.weight
  }

  nothing(): Int32Array {
    return new Int32Array(0)
  }

  rest(kept: readonly number[], broken: readonly number[]): KeptBPairs {
    const capacity = this.capacity.slice()
    const state = this.state.slice()
    for (const e of [...kept, ...broken]) state[e] = SETTLED
    for (const e of kept) {
      capacity[this.graph.source[e]!]!--
      capacity[this.graph.target[e]!]!--
    }
    return new KeptBPairs(this.graph, capacity, state, this.goOn)
  }

  withKept(answer: Int32Array, kept: readonly number[]): Int32Array {
    return Int32Array.of(...kept, ...answer).sort()
  }

  firstKeptOnlyIn(many: Int32Array, few: Int32Array): number {
    const others = new Set(few)
    return many.find((e) => this.state[e] === OLD && !others.has(e)) ?? -1
  }

  /** With a bonus of `cost` units beside it. */
  tieBreak(cost: number = 0): number {
    const scale = this.count + 1
    return scale * (this.largest + cost) + 1 <= this.safe ? scale : 1
  }

  bonus(loss: number, kept: number): readonly [scale: number, bonus: number] {
    const common = greatestCommonDivisor(loss, kept)
    const [scale, bonus] = [kept / common, loss / common]
    if (scale * this.largest + bonus <= this.safe) return [scale, bonus]
    const most = Math.max(1, Math.floor(this.safe / (this.largest + loss / kept)))
    return [most, Math.min(Math.floor((loss / kept) * most), this.safe - most * this.largest)]
  }

  solve(scale: number, bonus: number): Trial<BMatchingSolution> {
    const { graph, state } = this
    const solution = this.heaviest((e) =>
      state[e] === SETTLED ? -1 : scale * graph.weight[e]! + (state[e] === OLD ? bonus : 0),
    )
    const kept = this.measure(solution.chosen).kept
    const value = (solution.weight - bonus * kept) / scale
    return { mate: solution.chosen, kept, value, scale, bonus, scaled: solution.weight, solution }
  }

  /** The most old edges there can be, those of {@link mostProof} if there is a choice, and the heaviest of what is left. */
  keepMost(): Kept {
    const { graph, state } = this
    const kept = this.mostProof?.chosen ?? Int32Array.from(state.keys()).filter((e) => state[e] === OLD)
    const capacity = this.capacity.slice()
    for (const e of kept) {
      capacity[graph.source[e]!]!--
      capacity[graph.target[e]!]!--
    }
    const others = this.heaviest((e) => (state[e] === FREE ? graph.weight[e]! : -1), capacity)
    const mate = this.withKept(others.chosen, [...kept])
    return { mate, kept: kept.length, value: this.measure(mate).worth }
  }

  mixture(few: Int32Array, many: Int32Array, more: number): Int32Array | undefined {
    const { graph, state } = this
    const worth = (e: number): number => graph.weight[e]!
    const followed = bestDifferences(
      differencesOf(graph, few, many, worth, (e) => state[e] === OLD),
      more,
    )
    if (followed === undefined) return undefined
    const mixed = new Set(few)
    for (const { edges } of followed) for (const e of edges) if (!mixed.delete(e)) mixed.add(e)
    return Int32Array.from(mixed).sort()
  }

  best(answers: readonly [Int32Array, ...(Int32Array | undefined)[]], needed: number): Int32Array {
    let best = answers[0]
    let most = -Infinity
    for (const answer of answers) {
      if (answer === undefined) continue
      const { kept, worth } = this.measure(answer)
      if (kept < needed || worth <= most) continue
      best = answer
      most = worth
    }
    return best
  }

  measure(answer: Int32Array): Measure {
    let kept = 0
    let worth = 0
    for (const e of answer) {
      worth += this.graph.weight[e]!
      if (this.state[e] === OLD) kept++
    }
    return { kept, edges: answer.length, worth }
  }

  private heaviest(weightOf: (e: number) => number, capacity: Int32Array = this.capacity): BMatchingSolution {
    const weight = Float64Array.from({ length: this.state.length }, (_, e) => weightOf(e))
    const solution = solveBMatchingWhile(this.goOn, { ...this.graph, weight }, capacity)
    if (solution === undefined) throw new ChangeStopped()
    return solution
  }
}
