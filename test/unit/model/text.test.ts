import { describe, expect, it } from 'vitest'
import { editDistance, nearMiss } from '../../../src/model/near-miss.ts'
import { quote, renderPath, show } from '../../../src/model/show.ts'

/** The definition, by recursion: optimal string alignment. */
const byDefinition = (a: string, b: string): number => {
  if (a === '' || b === '') return a.length + b.length
  const rest = Math.min(
    byDefinition(a.slice(1), b) + 1,
    byDefinition(a, b.slice(1)) + 1,
    byDefinition(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1),
  )
  const swapped = a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0]
  return swapped ? Math.min(rest, byDefinition(a.slice(2), b.slice(2)) + 1) : rest
}

describe('editDistance', () => {
  it('agrees with the definition on every pair of words of up to 4 letters out of 3, within every limit', () => {
    const words = ['']
    for (let from = 0, length = 1; length <= 4; length++) {
      const to = words.length
      for (; from < to; from++) for (const letter of 'abc') words.push(`${words[from]}${letter}`)
    }
    let compared = 0
    for (const a of words) {
      for (const b of words) {
        if (a > b) continue
        const distance = byDefinition(a, b)
        for (const limit of [1, 2, 3]) {
          const found = editDistance(a, b, limit)
          compared++
          if (found !== Math.min(distance, limit + 1)) throw new Error(`${a} ${b} ${limit}: ${found}, not ${distance}`)
        }
      }
    }
    expect(compared).toBe(((121 * 122) / 2) * 3)
  })
})

describe('nearMiss', () => {
  const keys = ['id', 'name', 'offers', 'wants', 'languages']

  it.each([
    ['wnats', 'wants'],
    ['want', 'wants'],
    ['Wants', 'wants'],
    ['ofers', 'offers'],
    ['offfers', 'offers'],
    ['languges', 'languages'],
    ['lagnuaegs', 'languages'],
    ['ID', 'id'],
    ['_id', 'id'],
    ['nmae', 'name'],
  ])('%s means %s', (word, meant) => {
    expect(nearMiss(word, keys)).toBe(meant)
  })

  it.each(['uuid', 'xy', '', 'colour', 'lessons', 'x'.repeat(100_000)])('%.20s means nothing', (word) => {
    expect(nearMiss(word, keys)).toBe(undefined)
  })

  it('takes the nearest, not the first', () => {
    expect(nearMiss('wants', ['wnatz', 'wantz'])).toBe('wantz')
  })
})

describe('show', () => {
  it.each([
    [undefined, 'undefined'],
    [null, 'null'],
    [-0, '-0'],
    [1e21, '1e+21'],
    [true, 'true'],
    [10n ** 1000n, 'a bigint'],
    [Symbol('secret'), 'a symbol'],
    [() => 1, 'a function'],
    [Map, 'a function'],
    [[1, 2], 'a list'],
    [{}, 'an object'],
    [new Date(Number.NaN), 'a Date'],
    [new Map(), 'a Map'],
    [new Set(), 'a Set'],
    [/x/, 'a RegExp'],
    [Promise.resolve(1), 'a Promise'],
    [new TypeError('x'), 'an Error'],
    [Object('x'), 'a boxed String'],
    [new Uint8Array(3), 'a Uint8Array'],
    ['say "hi" \\ there', '"say \\"hi\\" \\\\ there"'],
    ['a\nb\u0000\u001b\u202e\u200b\u2028\ud800', '"a\\nb\\u{0}\\u{1b}\\u{202e}\\u{200b}\\u{2028}\\u{d800}"'],
    ['ñ 日本 🎿', '"ñ 日本 🎿"'],
  ])('%o is %s', (value, text) => {
    expect(show(value)).toBe(text)
  })

  it('cuts at 60 characters, never inside a pair or an escape', () => {
    expect(quote('x'.repeat(58))).toBe(`"${'x'.repeat(58)}"`)
    expect(quote('x'.repeat(59))).toBe(`"${'x'.repeat(57)}…"`)
    expect(quote('x'.repeat(1e6))).toBe(`"${'x'.repeat(57)}…"`)
    expect(quote(`${'x'.repeat(56)}🎿🎿`)).toBe(`"${'x'.repeat(56)}…"`)
    expect(quote(`${'x'.repeat(55)}\u0000\u0000`)).toBe(`"${'x'.repeat(55)}…"`)
    expect(quote('🎿'.repeat(40))).toBe(`"${'🎿'.repeat(28)}…"`)
  })
})

describe('renderPath', () => {
  it('looks like code', () => {
    expect(renderPath('people', [17, 'offers', 2, 'level'])).toBe('people[17].offers[2].level')
    expect(renderPath('options', ['skills', 'aliases', 'C++'])).toBe('options.skills.aliases["C++"]')
    expect(renderPath('x', ['__proto__', '', 'a"b', '1'])).toBe('x.__proto__[""]["a\\"b"]["1"]')
  })

  it('shortens keys', () => {
    expect(renderPath('x', ['k'.repeat(5000)]).length).toBeLessThanOrEqual(43)
  })
})
