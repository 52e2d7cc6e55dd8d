import { type ArcRows, cycleWeight } from './arc-rows.ts'
import type { CyclePricing } from './cycle-pricing.ts'

/** No price moves by more temperatures than this at a time. */
const LONGEST_STEP = 60
/** Sweeps after which the values are computed anew: factors add up errors, and a value of 0 would stay one. */
const SWEEPS_PER_RENEWAL = 12
/** Exponents beyond this say nothing more. */
const GREATEST_EXPONENT = 100

/**
 * Cycles found so far, and prices of the vertices that minimise their sum while no cycle costs less than it weighs, all but: a cycle that costs `d` more than it weighs
 * adds `t exp(-d / t)`. With one price after the other set to what is best for it, the sum falls with every step (Darroch and Ratcliff 1972, for scaling of this kind), and the lower
 * the temperature `t`, the closer the prices come to those of the linear relaxation. The values `exp(-d / t)` are all but a solution of it. A sweep passes each vertex of each cycle
 * twice, however many vertices there are.
 */
export class PriceDescent {
  /** Per vertex; never negative. */
  readonly price: Float64Array
  /** Per cycle, its vertices in order, and its weight. */
  readonly cycles: Int32Array[] = []
  readonly weights: number[] = []
  /** Per cycle, its value at the prices; 0 for those that are out. */
  value: Float64Array = new Float64Array(0)
  private readonly rows: ArcRows
  private readonly indexOf: Map<string, number> = new Map()
  private isOut: Uint8Array = new Uint8Array(0)
  /** Cycles of a vertex: `through[start[v]] .. through[start[v + 1] - 1]`. */
  private readonly start: Int32Array
  private through: Int32Array = new Int32Array(0)
  private indexed = 0
  private temperature = 1

  constructor(rows: ArcRows, price: Float64Array) {
    this.rows = rows
    this.price = price.slice()
    this.start = new Int32Array(rows.vertexCount + 1)
  }

  /** Takes over what pricing has found; returns how many cycles were new. */
  take(pricing: CyclePricing): number {
    let added = 0
    let start = 0
    for (const end of pricing.ends) {
      if (this.add(pricing.found.slice(start, end))) added++
      start = end
    }
    pricing.clear()
    return added
  }

  /** Whether the cycle is heavier than any known one through the same vertices. */
  add(cycle: ArrayLike<number>): boolean {
    const vertices = Int32Array.from(cycle)
    const key = vertices.toSorted().join()
    const weight = cycleWeight(this.rows, vertices)
    const other = this.indexOf.get(key)
    if (other !== undefined) {
      if (this.weights[other]! >= weight) return false
      this.weights[other] = weight
      this.cycles[other] = vertices
      return true
    }
    this.indexOf.set(key, this.cycles.length)
    this.cycles.push(vertices)
    this.weights.push(weight)
    return true
  }

  /** Sets prices one after the other, `sweeps` times over. */
  descend(temperature: number, sweeps: number, goOn: () => boolean): void {
    this.temperature = temperature
    if (this.indexed < this.cycles.length) this.index()
    for (let sweep = 0; sweep < sweeps && goOn(); sweep++) {
      if (sweep % SWEEPS_PER_RENEWAL === 0) this.renew()
      this.sweep()
    }
    this.renew()
  }

  private sweep(): void {
    const { price, start, through, value, cycles, temperature } = this
    for (let v = 0; v < price.length; v++) {
      const end = start[v + 1]!
      let sum = 0
      for (let i = start[v]!; i < end; i++) sum += value[through[i]!]!
      if (sum <= 1 && price[v] === 0) continue
      const wanted = sum > 0 ? Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, Math.log(sum))) : -LONGEST_STEP
      const step = Math.max(-price[v]! / temperature, wanted)
      if (step === 0) continue
      price[v] = Math.max(0, price[v]! + step * temperature)
      const factor = Math.exp(-step)
      for (let i = start[v]!; i < end; i++) value[through[i]!]! *= factor
    }
    if (cycles.length === 0) price.fill(0)
  }

  /** All values from the prices. */
  private renew(): void {
    const { cycles, weights, price, value, isOut, temperature } = this
    for (let j = 0; j < cycles.length; j++) {
      if (isOut[j] === 1) {
        value[j] = 0
        continue
      }
      const cycle = cycles[j]!
      let gain = weights[j]!
      for (let i = 0; i < cycle.length; i++) gain -= price[cycle[i]!]!
      value[j] = Math.exp(Math.min(gain / temperature, GREATEST_EXPONENT))
    }
  }

  private index(): void {
    const { cycles, start } = this
    const value = new Float64Array(cycles.length)
    const isOut = new Uint8Array(cycles.length)
    isOut.set(this.isOut)
    this.value = value
    this.isOut = isOut
    start.fill(0)
    let size = 0
    for (const cycle of cycles) {
      size += cycle.length
      for (let i = 0; i < cycle.length; i++) start[cycle[i]! + 1]!++
    }
    for (let v = 0; v + 1 < start.length; v++) start[v + 1]! += start[v]!
    const next = start.slice()
    this.through = new Int32Array(size)
    cycles.forEach((cycle, j) => {
      for (let i = 0; i < cycle.length; i++) this.through[next[cycle[i]!]!++] = j
    })
    this.indexed = cycles.length
  }

  /** Cycles through any vertex of `cycle` are out: it has been chosen, and its vertices cost nothing more. */
  putOut(cycle: Int32Array): void {
    const { start, through, isOut, value, price } = this
    for (let k = 0; k < cycle.length; k++) {
      const v = cycle[k]!
      price[v] = 0
      for (let i = start[v]!; i < start[v + 1]!; i++) {
        isOut[through[i]!] = 1
        value[through[i]!] = 0
      }
    }
  }

  isIn(j: number): boolean {
    return this.isOut[j] === 0
  }

  /** All cycles take part again, and the prices are those given. */
  reset(price: Float64Array): void {
    this.isOut.fill(0)
    this.price.set(price)
  }
}
