import { isCount, isObject } from '../matching/certificate-values.ts'
import type { ArcLists } from './cycle-lister.ts'

/** What a checker takes cycles to weigh. */
export interface Counting {
  /** A cycle of so many arcs whose weights add up to this. */
  readonly count: (length: number, weight: number) => number
  /** No cycle counts more than this per arc, above or below 0, if its arcs weigh no more than this one. */
  readonly mostOf: (weight: number) => number
  /** What all cycles are multiples of, if all weights are multiples of this. */
  readonly divisorOf: (divisor: number) => number
  /** Together all lengths there are; the arcs weigh what they add to cycles of just these lengths. */
  readonly parts: readonly CountedLengths[]
}

interface CountedLengths {
  readonly minLength: number
  readonly maxLength: number
  readonly listsOf: () => ArcLists
}

/** Longer cycles are not looked at one length after the other. */
const MOST_LENGTHS = 12
/** Parts that survival may be told in. */
const MOST_SCALE = 2 ** 20

/** The sum of the weights. */
export function plainCounting(lists: ArcLists, maxLength: number): Counting {
  return {
    count: (_, weight) => weight,
    mostOf: Math.abs,
    divisorOf: (divisor) => divisor,
    parts: [{ minLength: 2, maxLength, listsOf: () => lists }],
  }
}

/** Reads an untrusted `CycleSurvival`, or says what is wrong with it: `weight` is then multiplied by the part that survives, and each vertex adds the lift. */
export function readSurvival(value: unknown, lists: ArcLists, maxLength: number): Counting | string {
  if (!isObject(value)) return 'survival is not an object'
  const { fragility, scale, lift } = value
  if (typeof fragility !== 'number' || !(fragility >= 0 && fragility < 1))
    return 'survival: fragility is not a number from 0 on and below 1'
  if (!isCount(scale) || scale < 1 || scale > MOST_SCALE)
    return `survival: scale is not a whole number of 1 to ${MOST_SCALE}`
  if (!isCount(lift)) return 'survival: lift is not a whole number of at least 0'
  if (maxLength > MOST_LENGTHS) return `survival: cycles of up to ${maxLength} arcs are too long`
  const stay = 1 - fragility
  const lengths = Array.from({ length: maxLength - 1 }, (_, i) => i + 2)
  const parts = lengths.map((length) => {
    let probability = stay
    for (let members = 2; members <= length; members++) probability *= stay
    return Math.round(scale * probability)
  })
  const mostOf = (weight: number): number => parts[0]! * Math.abs(weight) + lift
  for (const weight of lists.outWeight) {
    if (!Number.isSafeInteger(2 * Math.max(lists.vertexCount, 2) * mostOf(weight)))
      return 'survival: what cycles count leaves the safe integers'
  }
  return {
    count: (length, weight) => parts[length - 2]! * weight + lift * length,
    mostOf,
    divisorOf: (divisor) => commonDivisor([divisor * commonDivisor(parts), lift]),
    parts: lengths.map((length) => ({
      minLength: length,
      maxLength: length,
      listsOf: () => counted(lists, parts[length - 2]!, lift),
    })),
  }
}

function counted(lists: ArcLists, part: number, lift: number): ArcLists {
  const outWeight = lists.outWeight.map((weight) => part * weight + lift)
  const inWeight = lists.inWeight.map((weight) => part * weight + lift)
  return { ...lists, outWeight, inWeight }
}

/** The greatest whole number that divides all weights (Euclid); 1 if there are none but 0. */
export function commonDivisor(weight: ArrayLike<number>): number {
  let divisor = 0
  for (let a = 0; a < weight.length; a++) {
    let other = Math.abs(weight[a]!)
    while (other > 0) [divisor, other] = [other, divisor % other]
  }
  return Math.max(divisor, 1)
}
