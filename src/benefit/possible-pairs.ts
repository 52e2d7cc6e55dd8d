import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import type { MatchError } from '../model/error.ts'
import type { Fusion } from '../model/options.ts'
import type { Classes } from './classes.ts'
import { PairBuffer, type PairList } from './edges.ts'
import { CALLER_FAILED, type Eligibility, firstFailedRule, PASSES } from './eligibility.ts'
import { integerWeight, mutualWeight } from './fusion.ts'
import type { Limits } from './limits.ts'
import type { RowWalk, Walks } from './walks.ts'

const tooLarge = (what: string, size: number, limit: number): Either<MatchError, never> =>
  left({ _tag: 'TooLarge', what, size, limit })

/** The walk of one person after the other, and what is kept between them. */
class PairFinder {
  readonly pairs: PairBuffer
  /** How many pairs in which both gain `survey` found for the person at hand. */
  more: number = 0
  private readonly classes: Classes
  private readonly walk: RowWalk
  /** First member of each class beyond the person at hand; people come in ascending order. */
  private readonly cursor: Int32Array
  /** Classes with which both sides gain. */
  private readonly mutual: Int32Array
  private mutualCount = 0
  /** Partners of the person at hand, ascending. */
  private readonly targets: Int32Array
  private targetCount = 0
  /** Partners as bits; all 0 between people. */
  private readonly bits: Int32Array

  constructor(classes: Classes, walks: Walks, withGains: boolean) {
    const personCount = classes.classOf.length
    this.pairs = new PairBuffer(withGains)
    this.classes = classes
    this.walk = walks.start()
    this.cursor = classes.memberStart.slice(0, classes.count)
    this.mutual = new Int32Array(classes.count + 1)
    this.targets = new Int32Array(personCount)
    this.bits = new Int32Array((personCount + 31) >>> 5)
  }

  /** Finds the classes with which person `l` of class `c` has a pair. */
  survey(c: number, l: number): void {
    const { mutual, walk } = this
    walk.look(c, l)
    const mutualCount = walk.mutualClasses(mutual, 1, 1)
    let count = 0
    let more = 0
    for (let i = 0; i < mutualCount; i++) {
      const d = mutual[i]!
      if (!(walk.toMe[d]! > 0 && walk.fromMe[d]! > 0)) continue
      mutual[count++] = d
      more += this.membersBeyond(d, l)
    }
    this.mutualCount = count
    this.more = more
  }

  private membersBeyond(d: number, l: number): number {
    const { cursor } = this
    const { member, memberStart } = this.classes
    let at = cursor[d]!
    while (member[at]! <= l) at++ // Ends: only classes whose last member lies beyond l are looked at.
    cursor[d] = at
    return memberStart[d + 1]! - at
  }

  /**
   * How many pairs the members of class `c` have with classes of which nobody came before `l`, the first of `c`, and among
   * themselves. Added up over first members this counts every pair once, and a class pair as soon as it is met: what is too
   * much is known long before it is written down.
   */
  promised(c: number, l: number): number {
    const { cursor, mutual, mutualCount } = this
    const { member, memberStart } = this.classes
    if (member[memberStart[c]!] !== l) return 0
    const size = memberStart[c + 1]! - memberStart[c]!
    let pairs = 0
    for (let i = 0; i < mutualCount; i++) {
      const d = mutual[i]!
      if (d === c) pairs += (size * (size - 1)) / 2
      else if (cursor[d] === memberStart[d]) pairs += size * (memberStart[d + 1]! - memberStart[d]!)
    }
    return pairs
  }

  /** Puts the partners in ascending order: by sorting when they are few, out of a set of bits when they are many. */
  private collect(l: number): void {
    const { cursor, mutual, mutualCount, targets, bits } = this
    const { member, memberStart } = this.classes
    const dense = this.more * 4 > (targets.length - l) >>> 5
    let count = 0
    for (let i = 0; i < mutualCount; i++) {
      const d = mutual[i]!
      const end = memberStart[d + 1]!
      for (let at = cursor[d]!; at < end; at++) {
        const t = member[at]!
        if (dense) bits[t >>> 5]! |= 1 << (t & 31)
        else targets[count++] = t
      }
    }
    if (dense) {
      for (let word = l >>> 5; word < bits.length; word++) {
        let rest = bits[word]!
        bits[word] = 0
        while (rest !== 0) {
          targets[count++] = (word << 5) + 31 - Math.clz32(rest & -rest)
          rest &= rest - 1
        }
      }
    } else targets.subarray(0, count).sort()
    this.targetCount = count
  }

  /** Writes down the pairs of person `l` that pass the rules, at most `limit` in all; whether that went well. */
  emit(l: number, rules: Eligibility, fusion: Fusion, limit: number): Either<MatchError, undefined> {
    this.pairs.reserve(this.more, limit)
    this.collect(l)
    const { targets, targetCount, pairs } = this
    const { toMe, fromMe } = this.walk
    const { classOf } = this.classes
    const { source, target, weight, gains } = pairs
    const { anyone } = rules
    let count = pairs.count
    for (let i = 0; i < targetCount; i++) {
      const t = targets[i]!
      const d = classOf[t]!
      const gain = toMe[d]!
      const theirs = fromMe[d]!
      if (!anyone) {
        const failed = firstFailedRule(rules, l, t, gain, theirs)
        if (failed === CALLER_FAILED) return left(rules.failure!)
        if (failed !== PASSES) continue
      }
      if (count === limit) return tooLarge('possible pairs', count + 1, limit)
      source[count] = l
      target[count] = t
      if (gains !== undefined) {
        gains.source[count] = gain
        gains.target[count] = theirs
      }
      weight[count++] = integerWeight(mutualWeight(fusion, gain, theirs))
    }
    pairs.count = count
    return WELL
  }
}

const WELL: Either<MatchError, undefined> = /* @__PURE__ */ right(undefined)

/**
 * All pairs of people in the running in which both gain and which all rules allow; `withGains` says whether what each gains is kept.
 *
 * Cost: the walks over posting lists (`steps`, see `stepsPerMember`) and the mutually beneficial pairs.
 *
 * @category constructors
 * @since 0.1.0
 */
export const findPossiblePairs = (
  classes: Classes,
  walks: Walks,
  rules: Eligibility,
  fusion: Fusion,
  limits: Limits,
  withGains: boolean,
): Either<MatchError, PairList> => {
  const { classOf } = classes
  const finder = new PairFinder(classes, walks, withGains)
  let pairs = 0
  for (let l = 0; l < classOf.length; l++) {
    const c = classOf[l]!
    if (c === -1) continue
    finder.survey(c, l)
    if (finder.more === 0) continue
    pairs += finder.promised(c, l)
    // Without rules every pair found is a pair kept.
    if (rules.anyone && pairs > limits.pairs) return tooLarge('possible pairs', pairs, limits.pairs)
    if (pairs > limits.checks) return tooLarge('pairs to hold against the rules', pairs, limits.checks)
    const written = finder.emit(l, rules, fusion, limits.pairs)
    if (isLeft(written)) return written
  }
  return right(finder.pairs.list(classOf.length))
}
