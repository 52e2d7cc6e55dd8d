import type { SkillIndex } from './skill-index.ts'

/**
 * What one of the learner's wants gets from the teacher. Positions and skill ids are those of the {@link SkillIndex}.
 *
 * @category model
 * @since 0.1.0
 */
export interface ExchangeLine {
  /** Position in the learner's wants: `index.wantSkill[want]` is what they asked for. */
  readonly want: number
  /** Position in the teacher's offers. */
  readonly offer: number
  /** The skill that is taught: the wanted one, or one related to it. */
  readonly skill: number
  /** The teacher's level in it. */
  readonly level: number
  /** 1 for the very skill that was wanted. */
  readonly similarity: number
  /** `similarity * (level - known)`; positive. */
  readonly lift: number
  readonly priority: number
  /** `priority * lift`. */
  readonly benefit: number
}

/** Position of `value` in the ascending `list[from .. to - 1]`, or -1. */
const find = (list: Int32Array, from: number, to: number, value: number): number => {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if (list[middle]! < value) low = middle + 1
    else high = middle
  }
  return low < to && list[low] === value ? low : -1
}

/**
 * How much being taught `offered` helps somebody who wants `wanted`: 1 for the same skill, 0 for unrelated ones.
 *
 * @category destructors
 * @since 0.1.0
 */
export const similarity = (index: SkillIndex, offered: number, wanted: number): number => {
  if (offered === wanted) return 1
  const at = find(index.relatedSkill, index.relatedStart[wanted]!, index.relatedStart[wanted + 1]!, offered)
  return at === -1 ? 0 : index.relatedSimilarity[at]!
}

/**
 * Position of the teacher's offer that lifts the want at position `want` most, or -1 if none lifts it. On equal lifts the
 * wanted skill itself comes first, then the smallest skill id. Cost: O(r log k), r and k being the shorter and the longer
 * of the teacher's offers and the related skills.
 *
 * @category destructors
 * @since 0.1.0
 */
export const bestOffer = (index: SkillIndex, teacher: number, want: number): number => {
  const { offerSkill, offerLevel, relatedStart, relatedSkill, relatedSimilarity } = index
  const wanted = index.wantSkill[want]!
  const known = index.wantKnown[want]!
  const from = index.offerStart[teacher]!
  const to = index.offerStart[teacher + 1]!
  let best = find(offerSkill, from, to, wanted)
  let most = best === -1 ? 0 : offerLevel[best]! - known
  if (most <= 0) {
    most = 0
    best = -1
  }
  const relatedFrom = relatedStart[wanted]!
  const relatedTo = relatedStart[wanted + 1]!
  // Both loops go up by skill id and take over on a strictly greater lift only: that is the tie rule.
  if (relatedTo - relatedFrom < to - from) {
    for (let r = relatedFrom; r < relatedTo; r++) {
      const offer = find(offerSkill, from, to, relatedSkill[r]!)
      if (offer === -1) continue
      const lift = relatedSimilarity[r]! * (offerLevel[offer]! - known)
      if (lift > most) {
        most = lift
        best = offer
      }
    }
  } else if (relatedTo > relatedFrom) {
    for (let offer = from; offer < to; offer++) {
      if (offerLevel[offer]! <= known) continue
      const r = find(relatedSkill, relatedFrom, relatedTo, offerSkill[offer]!)
      if (r === -1) continue
      const lift = relatedSimilarity[r]! * (offerLevel[offer]! - known)
      if (lift > most) {
        most = lift
        best = offer
      }
    }
  }
  return best
}

/**
 * What `teacher -> learner` is worth to the learner: the sum over the learner's wants, ascending by skill id, of
 * `priority * lift`. Both are indices of people.
 *
 * @category destructors
 * @since 0.1.0
 */
export const benefit = (index: SkillIndex, teacher: number, learner: number): number => {
  const { wantStart, wantSkill, wantKnown, wantPriority, offerSkill, offerLevel } = index
  const to = wantStart[learner + 1]!
  let sum = 0
  for (let want = wantStart[learner]!; want < to; want++) {
    const offer = bestOffer(index, teacher, want)
    if (offer === -1) continue
    const lift = similarity(index, offerSkill[offer]!, wantSkill[want]!) * (offerLevel[offer]! - wantKnown[want]!)
    sum += wantPriority[want]! * lift
  }
  return sum
}

/**
 * The lines that add up, in their order and to the last bit, to {@link benefit}: one for each want that the teacher lifts.
 *
 * @category destructors
 * @since 0.1.0
 */
export const exchangeLines = (index: SkillIndex, teacher: number, learner: number): readonly ExchangeLine[] => {
  const lines: ExchangeLine[] = []
  const to = index.wantStart[learner + 1]!
  for (let want = index.wantStart[learner]!; want < to; want++) {
    const offer = bestOffer(index, teacher, want)
    if (offer === -1) continue
    const skill = index.offerSkill[offer]!
    const level = index.offerLevel[offer]!
    const priority = index.wantPriority[want]!
    const alike = similarity(index, skill, index.wantSkill[want]!)
    const lift = alike * (level - index.wantKnown[want]!)
    lines.push({ want, offer, skill, level, similarity: alike, lift, priority, benefit: priority * lift })
  }
  return lines
}
