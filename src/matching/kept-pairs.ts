import { type Csr, toCsr } from '../graph/csr.ts'
import { type EdgeList, MAX_WEIGHT_SUM } from '../graph/edge-list.ts'
import type { Changeable, Kept, Measure, Trial } from './changeable.ts'
import { EdgeBuffer } from './edge-buffer.ts'
import { maximumWeightMatching } from './maximum-weight-matching.ts'
import { bestMixture } from './mixture.ts'
import type { OldPairs } from './old-pairs.ts'
import type { MatchingSolution } from './solution.ts'

/** Thrown between two solves once `goOn` has said false. */
export class ChangeStopped extends Error {}

const always = (): boolean => true

/** A graph in which old pairs can be given a bonus. */
export class KeptPairs implements Changeable<MatchingSolution> {
  readonly vertexCount: number
  /** Old pairs that are edges. */
  readonly count: number
  readonly gone: number
  readonly lift: number
  /**
   * With a greater bonus nothing changes: to take an old pair in again, two edges at most give way, so that never more than twice the
   * greatest weight is lost, less what the pair weighs itself.
   */
  readonly greatestBonus: number

  private readonly graph: EdgeList
  private readonly old: Int32Array
  private readonly csr: Csr
  /** The greatest scale with which all bonuses stay in the safe range. */
  private readonly mostScale: number
  private readonly goOn: () => boolean

  /** The `lift` is added to all weights. Throws a `RangeError` if even whole bonuses leave the safe range. O(n + m). */
  constructor(graph: EdgeList, { mate, count, gone }: OldPairs, lift: number, goOn: () => boolean = always) {
    const { vertexCount, weight } = graph
    let largest = 1
    for (let edge = 0; edge < weight.length; edge++) largest = Math.max(largest, Math.abs(weight[edge]! + lift))
    this.vertexCount = vertexCount
    this.graph = graph
    this.csr = toCsr(graph)
    this.old = mate
    this.count = count
    this.gone = gone
    this.lift = lift
    this.goOn = goOn
    this.greatestBonus = 3 * largest + 1
    this.mostScale = Math.floor(MAX_WEIGHT_SUM / (Math.max(vertexCount, 8) * 6 * largest))
    if (this.mostScale < 1) {
      throw new RangeError(
        `weights as far from zero as ${largest} are too large to limit change: sums would leave the safe integers`,
      )
    }
  }

  /** What is left to decide once the old pairs of some vertices are kept, and those of others broken. O(n + m). */
  rest(kept: readonly number[], broken: readonly number[]): KeptPairs {
    const { graph, old } = this
    const mate = old.slice()
    const settled = new Uint8Array(old.length)
    for (const v of kept) settled[v] = settled[old[v]!] = 1
    for (const v of [...kept, ...broken]) mate[v] = mate[old[v]!] = -1
    const left = new EdgeBuffer()
    for (let edge = 0; edge < graph.weight.length; edge++) {
      const u = graph.source[edge]!
      const v = graph.target[edge]!
      if (settled[u] === 1 || settled[v] === 1 || (old[u] === v && mate[u] !== v)) continue
      left.add(u, v, graph.weight[edge]!)
    }
    const count = this.count - kept.length - broken.length
    return new KeptPairs(left.list(old.length), { mate, count, gone: 0 }, this.lift, this.goOn)
  }

  get most(): number {
    return this.count
  }

  nothing(): Int32Array {
    return new Int32Array(this.vertexCount).fill(-1)
  }

  /** A matching of what is left, and the pairs that are kept. */
  withKept(mate: Int32Array, kept: readonly number[]): Int32Array {
    const { old } = this
    const whole = mate.slice()
    for (const v of kept) {
      whole[v] = old[v]!
      whole[old[v]!] = v
    }
    return whole
  }

  /** The first vertex whose old pair is matched in `many` but not in `few`. */
  firstKeptOnlyIn(many: Int32Array, few: Int32Array): number {
    const { old } = this
    return old.findIndex((other, v) => other >= 0 && many[v] === other && few[v] !== other)
  }

  /** A scale at which one unit of bonus decides between equals, and nothing else; 1 if that would not be safe. */
  tieBreak(): number {
    return this.count + 1 <= this.mostScale ? this.count + 1 : 1
  }

  /** `loss / kept` in lowest terms, or the next lower fraction that stays safe. */
  bonus(loss: number, kept: number): readonly [scale: number, bonus: number] {
    const common = greatestCommonDivisor(loss, kept)
    if (kept / common <= this.mostScale) return [kept / common, loss / common]
    return [this.mostScale, Math.floor((loss / kept) * this.mostScale)]
  }

  solve(scale: number, bonus: number): Trial {
    const { graph, old, lift } = this
    if (!this.goOn()) throw new ChangeStopped()
    const { source, target } = graph
    const weight = Float64Array.from(
      graph.weight,
      (w, edge) => scale * (w + lift) + (old[source[edge]!] === target[edge] ? bonus : 0),
    )
    const solution = maximumWeightMatching({ ...graph, weight })
    const { mate } = solution
    const kept = this.keptBy(mate)
    const value = (solution.weight - bonus * kept) / scale
    return { mate, kept, value, scale, bonus, scaled: solution.weight, solution }
  }

  /** The heaviest matching that keeps all old pairs. */
  keepMost(): Kept {
    const { graph, old, lift } = this
    const rest = new EdgeBuffer()
    for (let edge = 0; edge < graph.weight.length; edge++) {
      const u = graph.source[edge]!
      const v = graph.target[edge]!
      if (old[u]! < 0 && old[v]! < 0) rest.add(u, v, graph.weight[edge]! + lift)
    }
    const { mate } = maximumWeightMatching(rest.list(graph.vertexCount))
    for (let v = 0; v < old.length; v++) if (old[v]! >= 0) mate[v] = old[v]!
    const { kept, worth } = this.measure(mate)
    return { mate, kept, value: worth }
  }

  mixture(few: Int32Array, many: Int32Array, more: number): Int32Array | undefined {
    const keeps = (u: number, v: number): boolean => this.old[u] === v
    return bestMixture({ mate: few, other: many, worth: (u, v) => this.worthOf(u, v), keeps }, more)
  }

  /** Of matchings, the one worth most that keeps enough; the first one does. */
  best(mates: readonly [Int32Array, ...(Int32Array | undefined)[]], needed: number): Int32Array {
    let best = mates[0]
    let most = -Infinity
    for (const mate of mates) {
      if (mate === undefined) continue
      const { kept, worth } = this.measure(mate)
      if (kept < needed || worth <= most) continue
      best = mate
      most = worth
    }
    return best
  }

  measure(mate: Int32Array): Measure {
    let edges = 0
    let worth = 0
    for (let v = 0; v < mate.length; v++) {
      if (mate[v]! <= v) continue
      edges++
      worth += this.worthOf(v, mate[v]!)
    }
    return { kept: this.keptBy(mate), edges, worth }
  }

  private keptBy(mate: Int32Array): number {
    let kept = 0
    for (let v = 0; v < mate.length; v++) if (mate[v]! > v && this.old[v] === mate[v]) kept++
    return kept
  }

  /** The heaviest edge between two vertices, lifted. O(degree). */
  private worthOf(u: number, v: number): number {
    const { offset, head, weight } = this.csr
    let most = -Infinity
    for (let a = offset[u]!; a < offset[u + 1]!; a++) if (head[a] === v && weight[a]! > most) most = weight[a]!
    return most + this.lift
  }
}

export function greatestCommonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b]
  return a
}
