import { describe, expect, it } from 'vitest'
import { figure, listed, peopleCount, spoken } from '../../../src/explain/words.ts'

describe('figure', () => {
  it.each([
    [0, '0'],
    [3, '3'],
    [3.428571, '3.43'],
    [0.01, '0.01'],
    [0.0005, '0.0005'],
    [1e-9, '0'],
    [1234.5, '1234.5'],
  ])('%d -> %s', (value, text) => {
    expect(figure(value)).toBe(text)
  })

  it('at least and at most round the way they must', () => {
    expect(figure(1.678, Math.floor)).toBe('1.67')
    expect(figure(1.671, Math.ceil)).toBe('1.68')
  })

  it('whole thousandths survive the rounding up and down', () => {
    // 100 * 0.29 is 28.999999999999996, and 100 * 0.07 is 7.000000000000001.
    expect(figure(0.29, Math.floor)).toBe('0.29')
    expect(figure(0.07, Math.ceil)).toBe('0.07')
  })
})

it('peopleCount', () => {
  expect([0, 1, 2, 1200].map(peopleCount)).toEqual(['0 people', '1 person', '2 people', '1,200 people'])
})

it('listed', () => {
  expect(listed(['a'])).toBe('a')
  expect(listed(['a', 'b'])).toBe('a and b')
  expect(listed(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c, d and e')
  expect(listed(['a', 'b', 'c', 'd', 'e', 'f'])).toBe('a, b, c, d, e and 1 more')
  expect(listed(['\u0000'])).toBe('?')
})

describe('spoken', () => {
  it('is undefined when nothing is left to see', () => {
    expect(['', ' ', '\n\t', '\u202E\u2069', '\u0000'].map(spoken)).toEqual(Array.from({ length: 5 }, () => undefined))
  })

  it('cuts between characters', () => {
    expect(spoken('\u{1f600}'.repeat(61))).toBe(`${'\u{1f600}'.repeat(59)}…`)
    expect(spoken('x'.repeat(1_000_000))).toBe(`${'x'.repeat(59)}…`)
  })
})
