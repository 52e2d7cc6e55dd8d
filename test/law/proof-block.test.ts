import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { benefit } from '../../src/benefit/benefit.ts'
import { buildClasses } from '../../src/benefit/classes.ts'
import { kindsWorthScanning } from '../../src/benefit/proof-above.ts'
import { BLOCK_WORDS, ProofBlock } from '../../src/benefit/proof-block.ts'
import { proofKinds } from '../../src/benefit/proof-kinds.ts'
import { proofOrder } from '../../src/benefit/proof-order.ts'
import { findRunning } from '../../src/benefit/running.ts'
import { findWalks } from '../../src/benefit/walks.ts'
import type { Person } from '../../src/model/person.ts'
import { seeded } from '../graphs.ts'
import { specifiersOf } from '../unit/floors-reader.ts'
import { indexOf } from '../unit/benefit/people.ts'

/** Levels of 3 alone, or all that there are; with a few skills, a few of the people with many, or all with most of the 70. */
const crowd = (size: number, plain: boolean, wide: boolean, random: (below: number) => number): Person[] =>
  Array.from({ length: size }, (_, i) => {
    const list = <A>(entry: (skill: string) => A): A[] =>
      Array.from({ length: wide ? 120 : 1 + random(random(9) === 0 ? 60 : 6) }, () => entry(`s${random(70)}`))
    return {
      id: `p${i}`,
      capacity: 1,
      offers: list((skill) => ({ skill, level: plain ? 3 : 1 + random(5) })),
      wants: list((skill) => ({ skill, priority: plain ? 1 : 1 + random(3), level: plain ? 0 : random(4) })),
    }
  })

test('what finds pairs for proofs stands on what people wrote, and on nothing that the solver looks with', () => {
  const folder = fileURLToPath(new URL('../../src/benefit/', import.meta.url))
  const files = readdirSync(folder).filter((file) => file.startsWith('proof-'))
  expect(files.length).toBeGreaterThan(4)
  // The parts of a market bring the walks along the lists, for skills that are not worth a scan: those are held against the definition by tests.
  const known = new Set(
    ['benefit', 'classes', 'eligibility', 'fusion', 'history', 'market-parts', 'skill-index'].map(
      (file) => `./${file}.ts`,
    ),
  )
  for (const file of files) {
    for (const specifier of specifiersOf(file, readFileSync(`${folder}${file}`, 'utf8'))) {
      expect(known.has(specifier) || /^(\.\/proof-|\.\.\/model\/)/.test(specifier), `${file}: ${specifier}`).toBe(true)
    }
  }
})

describe('sums of 32 classes at once', () => {
  test('are those of the definition, and so is who reaches how much', () => {
    const random = seeded(61)
    const seen = { reached: 0, missed: 0, great: 0, plain: 0, partial: 0 }
    for (let round = 0; round < 40; round++) {
      const index = indexOf(crowd(20 + random(330), round % 2 === 0, round % 4 > 1, random))
      const classes = buildClasses(index, findRunning(index, new Uint8Array(index.personCount)))
      const { count, memberStart, member } = classes
      const kinds = proofKinds(classes)!
      const block = new ProofBlock(classes, kinds)
      const price = Float64Array.from({ length: count }, () => random(1000))
      const { order, start, kinds: list } = proofOrder(classes, kinds, price, block)
      expect(order.toSorted()).toEqual(Int32Array.from({ length: count }, (_, c) => c))
      seen.plain += block.pad === 4 ? 1 : 0
      const from = count > 256 ? 256 : 0
      // The block before must leave no trace.
      if (from > 0) block.fill(order, 0, 256)
      block.fill(order, from, count)
      seen.partial += (count - from) % 32 === 0 ? 0 : 1
      let wrong = 0
      for (let k = 0; k < 60; k++) {
        const i = random(count)
        const p = member[memberStart[order[i]!]!]!
        const word = random(Math.min(BLOCK_WORDS, (count - from + 31) >>> 5))
        for (const gives of [false, true]) {
          const [first, end] = [start[2 * i + Number(gives)]!, start[2 * i + 1 + Number(gives)]!]
          const sums = Array.from({ length: 32 }, (_, lane) => {
            const at = from + word * 32 + lane
            if (at >= count) return 0
            const q = member[memberStart[order[at]!]!]!
            return (gives ? benefit(index, p, q) : benefit(index, q, p)) / kinds.unit
          })
          sums.forEach((sum, lane) => (wrong += block.sum(list, first, end, word, lane) === sum ? 0 : 1))
          for (const least of [1, 2, 3, 4, 5, 8, 9, 16, 17, 1 + random(127), ...sums.slice(0, 8), 126, 127]) {
            if (least < 1 || least > 127) continue
            const mask = block.reach(list, first, end, word, least)
            sums.forEach((sum, lane) => {
              const reaches = ((mask >>> lane) & 1) === 1
              wrong += reaches === sum >= least ? 0 : 1
              seen[reaches ? 'reached' : 'missed']++
              seen.great += sum > 127 ? 1 : 0
            })
          }
        }
      }
      expect(wrong).toBe(0)
    }
    expect(Math.min(seen.reached, seen.missed, seen.great)).toBeGreaterThan(10_000)
    expect(Math.min(seen.plain, seen.partial)).toBeGreaterThan(10)
  })

  test('they are what is asked where lists are long, and not where they are short', () => {
    const random = seeded(12)
    const worth = (skills: number): boolean => {
      const people = Array.from({ length: 900 }, (_, i) => ({
        id: `p${i}`,
        capacity: 1,
        offers: [1, 2, 3].map(() => ({ skill: `s${random(skills)}`, level: 3 })),
        wants: [1, 2, 3].map(() => ({ skill: `s${random(skills)}`, priority: 1, level: 0 })),
      }))
      const index = indexOf(people)
      const classes = buildClasses(index, findRunning(index, new Uint8Array(900)))
      return kindsWorthScanning(classes, findWalks(classes).cost) !== undefined
    }
    expect([worth(7), worth(700)]).toEqual([true, false])
  })

  test('there are none where skills are related', () => {
    const index = indexOf(crowd(9, true, true, seeded(2)), { related: [{ skills: ['s1', 's2'], similarity: 0.5 }] })
    expect(index.relatedSkill.length).toBeGreaterThan(0)
    expect(proofKinds(buildClasses(index, findRunning(index, new Uint8Array(9))))).toBeUndefined()
  })
})
