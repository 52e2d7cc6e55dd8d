import { expect, test } from 'vitest'
import { benefit } from '../../../src/benefit/benefit.ts'
import { buildClasses } from '../../../src/benefit/classes.ts'
import { findRunning } from '../../../src/benefit/running.ts'
import { Walk } from '../../../src/benefit/walk.ts'
import { stepsPerMember } from '../../../src/benefit/walk-cost.ts'
import { indexOf, market, pairsOf, person } from './people.ts'

const teacher = person(
  't',
  [
    ['x', 5],
    ['y', 5],
  ],
  ['z'],
)

test('people with the same live profile are one class; priority, level and known tell them apart', () => {
  const people = [
    teacher,
    person('a', ['z', 'nobody wants this'], ['x']),
    person('b', ['Z'], [' X ', ['knows all', 3, 5]]),
    person('c', ['z'], [['x', 2, 0]]),
    person('d', ['z'], [['x', 1, 1]]),
    person('e', [['z', 4]], ['x']),
    person('f', ['z'], ['y']),
  ]
  const index = indexOf(people)
  const classes = buildClasses(index, findRunning(index, new Uint8Array(people.length)))
  expect(classes.count).toBe(6)
  expect(classes.classOf[0]).toBe(classes.classOf[1])
  // Gains of t: 3 from all but e, who gives 4; gains from t: 5, 5, 10, 4, 5, 5.
  expect(pairsOf(market(people))).toEqual(['a t 7500', 'b t 7500', 'c t 9231', 'd t 6857', 'e t 8889', 'f t 7500'])
})

test('a walk adds up related skills in the order of the definition, to the last bit', () => {
  // Similarities whose sums depend on the order: 0.1 + 0.2 + 0.3 is not 0.3 + 0.2 + 0.1.
  const skills = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  const related = skills.flatMap((one, i) =>
    skills.slice(i + 1).map((other, j) => ({ skills: [one, other], similarity: (1 + ((3 * i + 5 * j) % 9)) / 10 })),
  )
  const people = Array.from({ length: 60 }, (_, p) =>
    person(
      `p${String(p).padStart(2, '0')}`,
      skills.filter((__, k) => (p * 7 + k * 5) % 8 < 3).map((skill, k) => [skill, 1 + ((p + 2 * k) % 5)] as const),
      skills.filter((__, k) => (p * 3 + k * 7) % 8 >= 3).map((skill, k) => [skill, 1 + ((p + k) % 3), p % 3] as const),
    ),
  )
  const index = indexOf(people, { related })
  const classes = buildClasses(index, findRunning(index, new Uint8Array(people.length)))
  // Both ways of keeping the sums.
  for (const steps of [stepsPerMember(classes), new Float64Array(classes.count)]) {
    const walk = new Walk(classes, steps)
    let seen = 0
    for (let l = 0; l < people.length; l++) {
      if (classes.classOf[l] === -1) continue
      walk.look(classes.classOf[l]!, l)
      for (let t = l + 1; t < people.length; t++) {
        const d = classes.classOf[t]!
        if (d === -1) continue
        expect([walk.toMe[d], walk.fromMe[d]]).toEqual([benefit(index, t, l), benefit(index, l, t)])
        seen++
      }
    }
    expect(seen).toBeGreaterThan(1000)
  }
})
