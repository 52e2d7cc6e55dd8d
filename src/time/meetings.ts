import { commonTime } from './common-time.ts'
import type { FreeTime } from './free-time.ts'
import { WEEK } from './zone-clock.ts'

/** Parts of the week, one for each bit. */
const PART = WEEK / 32

/**
 * Which of many free times have at least `least` minutes in common in one piece. Spans that are too short for that are
 * left out, whoever else is free then, so that no more than `WEEK / least` remain, whatever people write; but all stay at the
 * end of the week, which goes on at its beginning.
 */
export class Meetings {
  private readonly times: readonly FreeTime[]
  private readonly least: number
  /** Before this the reference week of no two of them ends. Both have no spans before theirs begins. */
  private readonly late: number
  /** Spans of time `a`, `from, to, from, to, ...`, at `start[a] .. start[a + 1] - 1`. */
  private readonly start: Int32Array
  private readonly span: Int32Array
  /** The parts of the week in which a piece could begin: two times without a common bit have no piece in common. */
  private readonly parts: Int32Array
  /** 1 where a span reaches the end of the week. */
  private readonly atEnd: Uint8Array
  private readonly scratch: number[] = []

  constructor(times: readonly FreeTime[], least: number) {
    const kept: number[] = []
    this.times = times
    this.least = least
    let [late, last] = [Infinity, -Infinity]
    for (const { clock } of times) {
      late = Math.min(late, clock.weekEnd)
      last = Math.max(last, clock.weekEnd)
    }
    this.late = late
    this.start = new Int32Array(times.length + 1)
    this.parts = new Int32Array(times.length)
    this.atEnd = new Uint8Array(times.length)
    times.forEach(({ spans }, a) => {
      for (let at = 0; at < spans.length; at += 2) {
        const from = spans[at]!
        const to = spans[at + 1]!
        if (from >= last) continue
        const isAtEnd = to >= late
        const start = isAtEnd ? to : to - least
        if (start < from) continue
        if (isAtEnd) this.atEnd[a] = 1
        kept.push(from, to)
        for (let part = Math.floor(from / PART); part * PART <= start; part++) this.parts[a]! |= 1 << (part & 31)
      }
      this.start[a + 1] = kept.length
    })
    this.span = Int32Array.from(kept)
  }

  /** Symmetric. Linear in the number of spans; allocates nothing. */
  possible(a: number, b: number): boolean {
    if ((this.parts[a]! & this.parts[b]!) === 0) return false
    const { span, least, late } = this
    const endA = this.start[a + 1]!
    const endB = this.start[b + 1]!
    let i = this.start[a]!
    let j = this.start[b]!
    while (i < endA && j < endB) {
      const from = span[i]! > span[j]! ? span[i]! : span[j]!
      const untilA = span[i + 1]!
      const untilB = span[j + 1]!
      const to = untilA < untilB ? untilA : untilB
      if (to - from >= least && to <= late) return true
      if (untilA < untilB) i += 2
      else j += 2
    }
    return this.atEnd[a] === 1 && this.atEnd[b] === 1 && this.possibleAtEnd(a, b)
  }

  /** The whole truth, for those who are free where it matters whose week it is. */
  private possibleAtEnd(a: number, b: number): boolean {
    const { least, scratch } = this
    const count = commonTime(this.times[a]!, this.times[b]!, scratch)
    for (let k = 0; k < count; k++) if (scratch[2 * k + 1]! - scratch[2 * k]! >= least) return true
    return false
  }
}
