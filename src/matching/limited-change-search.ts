import type { Changeable, Kept, Trial } from './changeable.ts'

/** How proofs are put together. */
export interface ProofParts<Solution, Proof> {
  readonly bound: (trial: Trial<Solution>) => Proof
  /** By cases: an old pair is kept, or broken. */
  readonly cases: (turn: number, kept: Proof, broken: Proof) => Proof
}

/** An answer that keeps enough, and what none is worth more than that does. */
interface Bounded<Solution> {
  readonly mate: Int32Array
  readonly bound: number
  readonly trial: Trial<Solution>
  /** An old pair on which it might turn: -1 if there is none. */
  readonly turn: number
}

/** One case of the search: some pairs are settled. */
interface Case<Solution> {
  readonly kept: readonly number[]
  readonly broken: readonly number[]
  readonly found: Bounded<Solution>
  /** What the whole is worth. */
  readonly bound: number
  /** The two cases in its place: where they stand in the list. */
  cases?: readonly [kept: number, broken: number]
}

/** An answer of which none within the limit is worth more than `bound`, and its proof. */
export interface Proven<Proof> {
  readonly mate: Int32Array
  readonly bound: number
  readonly proof: Proof
}

/** The heaviest answer that keeps at least `needed` old pairs, or one near it; settles up to `most` pairs both ways, the most promising case first. */
export function searchCases<Solution, Proof>(
  pairs: Changeable<Solution>,
  needed: number,
  most: number,
  parts: ProofParts<Solution, Proof>,
): Proven<Proof> {
  const cases: Case<Solution>[] = []
  let best: Int32Array = new Int32Array(0)
  let value = -Infinity
  const nobody = pairs.nothing()
  const add = (kept: readonly number[], broken: readonly number[], near?: Trial<Solution>): number => {
    const rest = near === undefined ? pairs : pairs.rest(kept, broken)
    const settled = pairs.measure(pairs.withKept(nobody, kept)).worth
    const found = boundKept(rest, Math.max(0, needed - kept.length), value - settled, near)
    const mate = pairs.withKept(found.mate, kept)
    const { worth } = pairs.measure(mate)
    if (worth > value) {
      value = worth
      best = mate
    }
    return cases.push({ kept, broken, found, bound: settled + found.bound }) - 1
  }
  add([], [])
  for (let tried = 0; tried < most; tried++) {
    const open = widest(cases)
    if (open.bound <= value || open.found.turn < 0) break
    const { kept, broken, found } = open
    const { turn, trial } = found
    open.cases = [add([...kept, turn], broken, trial), add(kept, [...broken, turn], trial)]
  }
  const { bound } = widest(cases)
  const root = cases[0]!
  // Rounded bonuses may leave the cases worse than the whole.
  if (bound >= root.bound) return { mate: best, bound: root.bound, proof: parts.bound(root.found.trial) }
  return { mate: best, bound, proof: proofOf(cases, parts) }
}

/** The case not yet split that leaves most room, the first of equals. */
function widest<Solution>(cases: readonly Case<Solution>[]): Case<Solution> {
  let found: Case<Solution> | undefined
  for (const one of cases) if (one.cases === undefined && (found === undefined || one.bound > found.bound)) found = one
  return found!
}

/** Cases come after the one that they split. */
function proofOf<Solution, Proof>(cases: readonly Case<Solution>[], parts: ProofParts<Solution, Proof>): Proof {
  const proofs: Proof[] = []
  for (let i = cases.length - 1; i >= 0; i--) {
    const { found, cases: split } = cases[i]!
    proofs[i] =
      split === undefined ? parts.bound(found.trial) : parts.cases(found.turn, proofs[split[0]]!, proofs[split[1]]!)
  }
  return proofs[0]!
}

/**
 * Narrows the bonus down to where the number of old pairs kept passes `needed`, beginning near that of another trial if there is one. Ends as
 * soon as the bound is not above `enough`.
 */
function boundKept<Solution>(
  pairs: Changeable<Solution>,
  needed: number,
  enough: number,
  near?: Trial<Solution>,
): Bounded<Solution> {
  let tightest: Trial<Solution> | undefined
  const solve = (scale: number, bonus: number): Trial<Solution> => {
    const trial = pairs.solve(scale, bonus)
    if (tightest === undefined || boundOf(trial, needed) <= boundOf(tightest, needed)) tightest = trial
    return trial
  }
  // Trials that keep too few, and enough.
  let few: Trial<Solution> | undefined
  let many: Kept | undefined
  for (const sixteenths of near === undefined ? [] : [16, -1]) {
    const part = sixteenths > 0 ? sixteenths : few === undefined ? 15 : 17
    const trial = solve(...pairs.bonus(near!.bonus * part, near!.scale * 16))
    if (trial.kept < needed) few = trial
    else many = trial
  }
  if (few === undefined) {
    const finest = pairs.tieBreak()
    few = solve(finest, finest > 1 ? 1 : 0)
    if (few.kept >= needed) return { mate: few.mate, bound: boundOf(few, needed), trial: few, turn: -1 }
  }
  // The best under some bonus that keeps just enough is the best of all.
  let met = many?.kept === needed
  many ??= pairs.keepMost()
  while (!met && boundOf(tightest!, needed) > enough) {
    const [scale, bonus] = pairs.bonus(few.value - many.value, many.kept - few.kept)
    const trial = solve(scale, bonus)
    const known = Math.max(scale * few.value + bonus * few.kept, scale * many.value + bonus * many.kept)
    // Where the bonus had to be rounded, a trial may also fall outside. Only the first that keeps the most may not be the best that does.
    const better = trial.kept === many.kept && trial.value > many.value
    if (trial.scaled === known || trial.kept <= few.kept || (trial.kept >= many.kept && !better)) break
    if (trial.kept < needed) few = trial
    else many = trial
    met = trial.kept === needed
  }
  const bound = boundOf(tightest!, needed)
  const mixture = many.kept === needed ? undefined : pairs.mixture(few.mate, many.mate, needed - few.kept)
  const mate = pairs.best([many.mate, mixture], needed)
  const turn = needed === pairs.most ? -1 : pairs.firstKeptOnlyIn(many.mate, few.mate)
  return { mate, bound, trial: tightest!, turn }
}

/** What no answer is worth more than that keeps so many. */
export function boundOf({ scaled, scale, bonus }: Pick<Trial, 'scaled' | 'scale' | 'bonus'>, needed: number): number {
  const room = scaled - bonus * needed
  const rest = room % scale
  return (room - (rest < 0 ? rest + scale : rest)) / scale
}

/** What proves a bound. */
export function boundProofOf<Solution>({ scale, bonus, solution }: Trial<Solution>): {
  readonly scale: number
  readonly bonus: number
  readonly solution: Solution
} {
  return { scale, bonus, solution }
}
