import { describe, expect, it } from 'vitest'
import type { GroupProblem } from '../../../src/group/group-problem.ts'
import { maximumWeightGroups } from '../../../src/group/maximum-weight-groups.ts'
import { weigher } from '../../../src/group/weigh-gains.ts'

const valid: GroupProblem = {
  personCount: 3,
  wantStart: [0, 1, 2, 3],
  wantPriority: [1, 2, 1],
  liftStart: [0, 2, 3, 4],
  liftTeacher: [1, 2, 0, 0],
  lift: [4, 3, 2, 1],
  minSize: 2,
  maxSize: 3,
  weigh: weigher('harmonic'),
}

describe('a problem', () => {
  it('is solved if it is in order, also without anybody', () => {
    expect(maximumWeightGroups(valid).groups.length).toBe(1)
    const nobody = {
      ...valid,
      personCount: 0,
      wantStart: [0],
      wantPriority: [],
      liftStart: [0],
      liftTeacher: [],
      lift: [],
    }
    for (const objective of ['benefit', 'coverage', 'worst-off'] as const) {
      expect(maximumWeightGroups(nobody, { objective })).toMatchObject({
        groups: [],
        weight: 0,
        bound: 0,
        optimal: true,
      })
    }
  })

  it.each<[string, RegExp, Partial<GroupProblem>]>([
    ['half a person', /^personCount/, { personCount: 2.5 }],
    ['groups of one', /^minSize/, { minSize: 1 }],
    ['a least size above the greatest', /^minSize/, { minSize: 4 }],
    ['groups of thirteen', /^maxSize/, { maxSize: 13 }],
    ['a want too few', /^wantStart/, { wantStart: [0, 1, 2] }],
    ['wants that go back', /^wantStart\[2\]/, { wantStart: [0, 2, 1, 3] }],
    ['no priority', /^wantPriority\[1\]/, { wantPriority: [1, 0, 1] }],
    ['a lift that is no number', /^lift\[2\]/, { lift: [4, 3, NaN, 1] }],
    ['an endless lift', /^lift\[0\]/, { lift: [Infinity, 3, 2, 1] }],
    ['somebody who teaches themself', /^liftTeacher\[2\]/, { liftTeacher: [1, 2, 1, 0] }],
    ['teachers in disorder', /^liftTeacher\[1\]/, { liftTeacher: [2, 1, 0, 0] }],
    ['a teacher who is not there', /^liftTeacher\[3\]/, { liftTeacher: [1, 2, 0, 3] }],
    ['somebody to be kept apart from themself', /^apart\.target\[0\]/, { apart: { source: [1], target: [1] } }],
    ['together with nobody', /^together\[0\]\[1\]/, { together: [[0, 7]] }],
    ['a limit on somebody twice', /^limits\[0\]/, { limits: [{ members: [1, 1], allowed: [true] }] }],
    ['a week that is too short', /^times\.free/, { times: { words: 1, free: [1], least: 1 } }],
    ['half a bonus', /^personBonus\[1\]/, { personBonus: [0, 0.5, 0] }],
    ['a bonus out of range', /safe integers/, { personBonus: [2 ** 52, 0, 0] }],
    ['a least gain that is no number', /^minGain/, { minGain: NaN }],
    ['weights that are fractions', /^weigh/, { weigh: (gains) => gains[0]! / 3 }],
  ])('is refused with %s', (_, message, change) => {
    expect(() => maximumWeightGroups({ ...valid, ...change })).toThrow(RangeError)
    expect(() => maximumWeightGroups({ ...valid, ...change })).toThrow(message)
  })
})
