import { coverageLift } from '../graph/edge-list.ts'
import { sharedDuals } from './bound.ts'
import type { ChangeBound, LimitedChange } from './limited-change-solution.ts'
import type { PairOracle } from './pair-oracle.ts'
import type { Verdict } from './solution.ts'

/**
 * Holds each bound of the certificate of a limited change against every pair that an oracle tells of. `checkLimitedChange` does the rest on the pairs that
 * were held, all old ones among them: with both valid, `bound` holds over all pairs. `cost` is what a broken pair costs. Undefined when `goOn` said false before the end. Shares no code
 * with the solver: it asks for pairs in the one way in which the solver does not.
 */
export function checkChangeOfAllPairs(
  oracle: PairOracle,
  previous: ArrayLike<number>,
  { certificate, lift }: Pick<LimitedChange, 'certificate' | 'lift'>,
  cost: number,
  goOn: () => boolean = () => true,
): Verdict | undefined {
  const n = oracle.vertexCount
  if (lift !== 0) {
    let most = 0
    for (let v = 0; v < n; v++) most = Math.max(most, oracle.most(v))
    if (lift < coverageLift(n, oracle.least, most + cost))
      return { valid: false, reason: `lift ${lift} is too small to put the number of pairs first` }
  }
  // Per vertex whose old pair is settled: 1 where it is kept, 2 where it is broken.
  const parts = [{ proof: certificate, settled: new Uint8Array(n) }]
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    const { proof, settled } = part
    if ('vertex' in proof) {
      for (const how of [1, 2]) {
        const more = settled.slice()
        more[proof.vertex] = more[previous[proof.vertex]!] = how
        parts.push({ proof: how === 1 ? proof.kept : proof.broken, settled: more })
      }
      continue
    }
    const verdict = checkBoundOfPart(oracle, previous, proof, lift, settled, goOn)
    if (verdict === undefined || !verdict.valid) return verdict
  }
  return { valid: true }
}

function checkBoundOfPart(
  oracle: PairOracle,
  previous: ArrayLike<number>,
  { scale, bonus, solution }: ChangeBound,
  lift: number,
  settled: Uint8Array,
  goOn: () => boolean,
): Verdict | undefined {
  const { dual2x } = solution.certificate
  if (dual2x.length !== oracle.vertexCount)
    return { valid: false, reason: 'the certificate is for another number of vertices' }
  const shared = sharedDuals(solution.certificate)
  let reason: string | undefined
  const take = (v: number, u: number, weight: number): void => {
    if (reason !== undefined || settled[v] === 1 || settled[u] === 1) return
    const isOld = previous[v] === u
    if (isOld && settled[v] === 2) return
    const counted = scale * (weight + lift) + (isOld ? bonus : 0)
    // Negated, so that NaN fails.
    if (dual2x[v]! + dual2x[u]! - 2 * counted + shared(v, u) >= 0 || !oracle.admits(v, u)) return
    reason = `the pair of ${v} and ${u} weighs more than its duals`
  }
  // One less than what may be rounded: more pairs are told, and each is looked at again. Old pairs, with their bonus, are among those held.
  const price = dual2x.map((own, v) => (settled[v] === 1 ? Infinity : Math.floor(own / scale - lift) - 1))
  const told = oracle.above(price, take, () => reason === undefined && goOn())
  if (reason !== undefined) return { valid: false, reason }
  return told ? { valid: true } : undefined
}
