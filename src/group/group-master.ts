import { PackingLp } from '../packing/packing-lp.ts'
import { type Trio, violatedTrios } from './group-cuts.ts'
import type { GroupModel } from './group-model.ts'
import type { GroupPool } from './group-pool.ts'

/** Values within this of a whole number are one. */
const WHOLE = 1e-6
/** Groups that come into the linear program at once hold each unit at most so often. */
const COLUMNS_PER_UNIT = 3

/**
 * The linear relaxation of "which groups of the pool": each unit in one group at most, and of each trio only one group that holds two of it. Groups of
 * the pool come into the linear program when they are priced in. A group counts `weight + lift * people`.
 */
export class GroupMaster {
  readonly model: GroupModel
  readonly pool: GroupPool
  readonly lift: number
  readonly lp: PackingLp
  readonly trios: Trio[] = []
  /** Per trio, its row. */
  readonly rowOf: number[] = []
  /** Per column, its group; none where the program uses one of its own. */
  readonly groupOf: number[] = []
  /** Per group of the pool that has one, its column. */
  readonly columnOf: Map<number, number> = new Map()
  /** Per person after {@link solve}: the price of a unit is that of its first person, the others have 0. */
  readonly price: Float64Array
  private readonly units: Int32Array
  private readonly rowOfUnit: Int32Array
  private readonly triosOf: number[][]
  private readonly touched: Int32Array
  private stamp: Int32Array = new Int32Array(0)
  private turn = 0
  private readonly over: number[] = []

  /** `units`: only these are in any group that is ever taken in; all if not given. */
  constructor(model: GroupModel, pool: GroupPool, lift: number, units?: ArrayLike<number>) {
    this.model = model
    this.pool = pool
    this.lift = lift
    this.units =
      units === undefined ? Int32Array.from({ length: model.unitCount }, (_, u) => u) : Int32Array.from(units)
    this.rowOfUnit = new Int32Array(model.unitCount)
    this.units.forEach((unit, row) => {
      this.rowOfUnit[unit] = row
    })
    this.lp = new PackingLp(this.units.length)
    this.price = new Float64Array(model.personCount)
    this.triosOf = Array.from({ length: model.unitCount }, () => [])
    this.touched = new Int32Array(model.unitCount)
  }

  valueOf(group: number): number {
    const { start, weight } = this.pool
    return weight[group]! + this.lift * (start[group + 1]! - start[group]!)
  }

  /** Ascending. */
  unitsOf(group: number): number[] {
    const { start, members } = this.pool
    const { unitOf, unitStart, unitPerson } = this.model
    const units: number[] = []
    for (let i = start[group]!; i < start[group + 1]!; i++) {
      const unit = unitOf[members[i]!]!
      if (unitPerson[unitStart[unit]!] === members[i]) units.push(unit)
    }
    return units
  }

  /** The column of a group, which comes into the program if it is not there yet. */
  take(group: number): number {
    const known = this.columnOf.get(group)
    if (known !== undefined) return known
    const units = this.unitsOf(group)
    const rows = units.map((unit) => this.rowOfUnit[unit]!)
    const found = this.findTrios(units)
    for (let i = 0; i < found; i++) rows.push(this.rowOf[this.over[i]!]!)
    const column = this.lp.addColumn(rows, this.valueOf(group))
    this.groupOf[column] = group
    this.columnOf.set(group, column)
    return column
  }

  solve(goOn: () => boolean): boolean {
    const { lp, price, model, units } = this
    const solved = lp.solve(goOn) === 'optimal'
    for (let row = 0; row < units.length; row++) price[model.unitPerson[model.unitStart[units[row]!]!]!] = lp.dual[row]!
    return solved
  }

  /** What a group counts beyond the prices of its members and trios; the trios are left out if that is negative anyway. */
  reducedCost(group: number): number {
    const { start, members } = this.pool
    const { price } = this
    let value = this.valueOf(group)
    for (let i = start[group]!; i < start[group + 1]!; i++) value -= price[members[i]!]!
    if (value > 0 && this.trios.length > 0) {
      const found = this.findTrios(this.unitsOf(group))
      for (let i = 0; i < found; i++) value -= this.lp.dual[this.rowOf[this.over[i]!]!]!
    }
    return value
  }

  /**
   * Takes the best groups of the pool whose reduced cost is above `floor` into the program, few with the same unit. Whether there were any.
   * `among`: only those; if not given, all of the pool.
   */
  priceIn(floor: number, among?: ArrayLike<number>): boolean {
    const found: number[] = []
    const gains: number[] = []
    const count = among?.length ?? this.pool.count
    for (let i = 0; i < count; i++) {
      const group = among === undefined ? i : among[i]!
      const gain = this.reducedCost(group)
      if (gain <= floor || this.columnOf.has(group)) continue
      found.push(group)
      gains.push(gain)
    }
    const order = found.map((_, i) => i).toSorted((a, b) => gains[b]! - gains[a]! || found[a]! - found[b]!)
    const { touched } = this
    touched.fill(0)
    for (const i of order) {
      const units = this.unitsOf(found[i]!)
      if (units.some((unit) => touched[unit]! >= COLUMNS_PER_UNIT)) continue
      for (const unit of units) touched[unit]!++
      this.take(found[i]!)
    }
    return found.length > 0
  }

  /** Columns with a value. */
  support(): number[] {
    const columns: number[] = []
    for (const column of this.columnOf.values()) if (this.lp.value(column) > WHOLE) columns.push(column)
    return columns
  }

  /** Adds trios that the solution breaks; how many. */
  cut(): number {
    const columns = this.support().filter((column) => this.lp.value(column) < 1 - WHOLE)
    const trios = violatedTrios(
      columns.map((column) => this.unitsOf(this.groupOf[column]!)),
      columns.map((column) => this.lp.value(column)),
      this.model.unitCount,
    )
    for (const trio of trios) this.addTrio(trio)
    return trios.length
  }

  addTrio(trio: Trio): void {
    const columns: number[] = []
    for (const [group, column] of this.columnOf) {
      let held = 0
      for (const unit of this.unitsOf(group)) if (trio.includes(unit)) held++
      if (held >= 2) columns.push(column)
    }
    const place = this.trios.push(trio) - 1
    this.rowOf.push(this.lp.addRow(1, columns, new Float64Array(columns.length).fill(1)))
    for (const unit of trio) this.triosOf[unit]!.push(place)
  }

  /** Writes the places of the trios two units of which are among these into `over`; returns how many. */
  private findTrios(units: readonly number[]): number {
    const { trios, triosOf } = this
    if (trios.length === 0) return 0
    if (this.stamp.length < trios.length) {
      this.stamp = new Int32Array(2 * trios.length).fill(-2)
      this.turn = 0
    }
    const { stamp, over } = this
    // `turn`: seen once; `turn + 1`: counted.
    this.turn += 2
    const { turn } = this
    let found = 0
    for (const unit of units) {
      for (const place of triosOf[unit]!) {
        if (stamp[place] === turn) {
          stamp[place] = turn + 1
          over[found++] = place
        } else if (stamp[place] !== turn + 1) stamp[place] = turn
      }
    }
    return found
  }
}
