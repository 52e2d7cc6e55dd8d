import type { Classes } from './classes.ts'
import { type ProofKinds, proofKinds } from './proof-kinds.ts'
import { ProofScan } from './proof-scan.ts'

/** Takes two vertices and what they weigh. */
export type TakeAbove = (v: number, u: number, weight: number) => void

/** What two classes weigh, in the solvers' whole numbers. */
export interface ProofWeights {
  /** By their gains: symmetric, and never falling when a gain rises. */
  byGains(gain: number, gift: number): number
  /** By two of their people, from what these wrote. */
  byPeople(p: number, q: number): number
}

/** What holding one entry of a class's lists against 32 others costs, as compared with a step along a posting list. Measured. */
const ENTRY_COST = 0.5

/** Entries that what is done for each class besides is as dear as. */
const CLASS_ENTRIES = 8

/** Kinds beyond this would need more than 128 MB. */
const MOST_KINDS = 2 ** 20

/**
 * The kinds of offers and wants, if it is cheaper to hold all classes against all others than to walk lists (`steps` in all); undefined else, and where skills
 * are related. Linear.
 */
export const kindsWorthScanning = (classes: Classes, steps: number): ProofKinds | undefined => {
  const kinds = proofKinds(classes)
  if (kinds === undefined || kinds.count > MOST_KINDS) return undefined
  const entries = classes.offerSkill.length + classes.wantSkill.length + CLASS_ENTRIES * classes.count
  // A block is cleared for each 256 classes: so much as an entry of each kind.
  return (entries + kinds.count) * (classes.count / 64) * ENTRY_COST < steps ? kinds : undefined
}

/**
 * See `PairOracle.above`, with `price` by vertex; `vertexOf` by person. What passes the scan of classes is weighed by the people's own offers and wants before
 * it is told.
 */
export const aboveByScan = (
  classes: Classes,
  kinds: ProofKinds,
  vertexOf: Int32Array,
  { byGains, byPeople }: ProofWeights,
  price: Float64Array,
  take: TakeAbove,
  goOn: () => boolean,
): boolean => {
  const { count, memberStart, member } = classes
  // Vertices of each class, the cheapest first: as soon as one is too dear, so are those after it.
  const vertex = Int32Array.from(member, (p) => vertexOf[p]!)
  const classPrice = new Float64Array(count)
  for (let c = 0; c < count; c++) {
    const own = vertex.subarray(memberStart[c]!, memberStart[c + 1]!)
    if (own.length > 1) own.sort((u, v) => price[u]! - price[v]! || u - v)
    classPrice[c] = price[own[0]!]!
  }
  const takeClasses = (c: number, d: number): void => {
    const weight = byPeople(member[memberStart[c]!]!, member[memberStart[d]!]!)
    for (let i = memberStart[c]!; i < memberStart[c + 1]!; i++) {
      const v = vertex[i]!
      for (let j = c === d ? i + 1 : memberStart[d]!; j < memberStart[d + 1]!; j++) {
        const u = vertex[j]!
        if (!(2 * weight > price[v]! + price[u]!)) break
        take(v, u, weight)
      }
    }
  }
  return new ProofScan(classes, kinds, classPrice, byGains).scan(takeClasses, goOn)
}
