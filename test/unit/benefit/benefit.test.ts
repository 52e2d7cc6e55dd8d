import { describe, expect, test } from 'vitest'
import { benefit, exchangeLines, similarity } from '../../../src/benefit/benefit.ts'
import { indexOf, person } from './people.ts'

/** a teaches b: the benefit of the first person (by id) to the second. */
const gain = (...args: Parameters<typeof indexOf>): number => benefit(indexOf(...args), 0, 1)

describe('benefit, by hand', () => {
  test('priority times what is missing', () => {
    expect(gain([person('a', ['Spanish'], []), person('b', [], ['Spanish'])])).toBe(3)
    expect(gain([person('a', [['Spanish', 5]], []), person('b', [], [['Spanish', 2, 1]])])).toBe(8)
  })

  test('sums over wants; two friends, Spanish for skiing', () => {
    const index = indexOf([person('ana', ['Spanish'], ['skiing']), person('ben', ['Skiing', 'Guitar'], ['spanish'])])
    expect([benefit(index, 0, 1), benefit(index, 1, 0)]).toEqual([3, 3])
    expect(gain([person('a', ['x', ['y', 5]], []), person('b', [], ['x', ['y', 3, 4], 'z'])])).toBe(6)
  })

  test('nobody gains from what they offer themselves at that level', () => {
    expect(gain([person('a', ['Spanish'], []), person('b', ['Spanish'], ['Spanish'])])).toBe(0)
    expect(gain([person('a', [['Spanish', 5]], []), person('b', ['Spanish'], ['Spanish'])])).toBe(2)
    expect(gain([person('a', [['Spanish', 5]], []), person('b', [['Spanish', 2]], [['Spanish', 1, 4]])])).toBe(1)
  })

  test('the same skill twice counts once: highest level, highest priority', () => {
    const a = person(
      'a',
      [
        ['go', 2],
        ['Go', 4],
        ['GO', 3],
      ],
      [],
    )
    expect(gain([a, person('b', [], ['go', ['Go', 3, 1], 'GO'])])).toBe(9)
  })
})

describe('skill names', () => {
  test('C, C++ and C# differ, and so do AI and retail', () => {
    for (const [offered, wanted] of [
      ['C', 'C++'],
      ['C#', 'C'],
      ['C++', 'C#'],
      ['retail', 'AI'],
      ['AI', 'retail'],
    ] as const) {
      expect(gain([person('a', [offered], []), person('b', [], [wanted])])).toBe(0)
    }
    expect(gain([person('a', ['c#'], []), person('b', [], ['C#'])])).toBe(3)
  })

  test('compatibility forms, case and white space do not matter', () => {
    expect(gain([person('a', ['\uff33\uff43\uff41\uff4c\uff41'], []), person('b', [], [' scala '])])).toBe(3)
    expect(gain([person('a', ['machine \t learning'], []), person('b', [], ['Machine Learning'])])).toBe(3)
  })

  test('names of Object.prototype are skills like any other', () => {
    expect(gain([person('a', ['__proto__'], []), person('b', [], ['constructor'])])).toBe(0)
    expect(gain([person('a', ['__proto__', 'constructor'], []), person('b', [], ['__PROTO__', 'Constructor'])])).toBe(6)
    expect(Object.prototype).not.toHaveProperty('polluted')
  })

  test('aliases, one step only', () => {
    const aliases = new Map([
      ['JS', 'JavaScript'],
      ['javascript', 'ECMAScript'],
    ])
    // JS stands for JavaScript, the word JavaScript stands for ECMAScript: not chained.
    expect(gain([person('a', ['js'], []), person('b', [], ['JavaScript'])], { aliases })).toBe(0)
    expect(gain([person('a', ['js'], []), person('b', [], ['Js '])], { aliases })).toBe(3)
    expect(gain([person('a', ['JavaScript'], []), person('b', [], ['ecmascript'])], { aliases })).toBe(3)
  })
})

describe('related skills', () => {
  const related = [{ skills: ['Spanish', 'Italian', 'French'], similarity: 0.5 }]

  test('a related skill helps by its similarity, the better offer counts, never both', () => {
    const b = person('b', [], [['Spanish', 2, 1]])
    expect(gain([person('a', [['Italian', 5]], []), b], { related })).toBe(4) // 2 * 0.5 * (5 - 1)
    expect(
      gain(
        [
          person(
            'a',
            [
              ['Italian', 5],
              ['Spanish', 2],
            ],
            [],
          ),
          b,
        ],
        { related },
      ),
    ).toBe(4)
    expect(
      gain(
        [
          person(
            'a',
            [
              ['Italian', 5],
              ['Spanish', 4],
            ],
            [],
          ),
          b,
        ],
        { related },
      ),
    ).toBe(6)
    expect(gain([person('a', [['German', 5]], []), b], { related })).toBe(0)
  })

  test('known means the wanted skill, not the related one', () => {
    expect(gain([person('a', [['Italian', 5]], []), person('b', [['Italian', 5]], ['Spanish'])], { related })).toBe(2.5)
  })

  test('the greatest similarity of a pair counts; symmetric; aliases apply; a skill is not related to itself', () => {
    const index = indexOf([person('a', ['x', 'y', 'z'], [])], {
      aliases: new Map([['why', 'Y']]),
      related: [
        { skills: ['X', 'why', 'nobody has this'], similarity: 0.2 },
        { skills: ['y', 'x', 'Why'], similarity: 0.7 },
      ],
    })
    expect(index.skillKeys).toEqual(['x', 'y', 'z'])
    expect([similarity(index, 0, 1), similarity(index, 1, 0), similarity(index, 1, 1)]).toEqual([0.7, 0.7, 1])
    expect([similarity(index, 0, 2), similarity(index, 2, 1)]).toEqual([0, 0])
    expect(Array.from(index.relatedSkill)).toEqual([1, 0])
  })
})

describe('exchange lines', () => {
  test('say what is taught, at what level, and add up', () => {
    const index = indexOf([
      person('a', [['Ski', 5], 'Chess'], []),
      person('b', [['Chess', 1]], ['Go', ['chess', 2, 0], 'ski']),
    ])
    const lines = exchangeLines(index, 0, 1)
    expect(lines.map((line) => index.skillKeys[line.skill])).toEqual(['chess', 'ski'])
    expect(lines[0]).toEqual({
      want: lines[0]!.want,
      offer: lines[0]!.offer,
      skill: index.skillKeys.indexOf('chess'),
      level: 3,
      similarity: 1,
      lift: 2,
      priority: 2,
      benefit: 4,
    })
    expect(index.spellings[index.wantSpelling[lines[0]!.want]!]).toBe('chess')
    expect(index.spellings[index.offerSpelling[lines[0]!.offer]!]).toBe('Chess')
    expect(lines[1]).toMatchObject({ lift: 5, benefit: 5 })
  })

  test('on equal lifts the wanted skill comes first, then the smallest name', () => {
    const related = [{ skills: ['want', 'b', 'c', 'a'], similarity: 0.5 }]
    const taught = (offers: Parameters<typeof person>[1]): string => {
      const index = indexOf([person('1', offers, []), person('2', [], ['want'])], { related })
      const [line] = exchangeLines(index, 0, 1)
      return index.skillKeys[line!.skill]!
    }
    expect(
      taught([
        ['a', 4],
        ['want', 2],
      ]),
    ).toBe('want')
    expect(
      taught([
        ['c', 4],
        ['b', 4],
      ]),
    ).toBe('b')
    expect(
      taught([
        ['c', 4],
        ['b', 3],
        ['want', 1],
      ]),
    ).toBe('c')
    // More offers than related skills, and fewer: two ways through the code, one rule.
    expect(
      taught([
        ['c', 4],
        ['b', 4],
        ['d', 5],
        ['e', 5],
        ['f', 5],
      ]),
    ).toBe('b')
  })
})

describe('the index', () => {
  test('a skill is called by the alias target, or the smallest spelling of all; people keep their own', () => {
    const index = indexOf([person('a', ['node', 'js', ' JS '], []), person('b', [], ['Node', 'JavaScript'])], {
      aliases: new Map([['js', ' JavaScript ']]),
    })
    expect(index.skillNames).toEqual(['JavaScript', 'Node'])
    expect(Array.from(index.offerSpelling, (s) => index.spellings[s])).toEqual(['JS', 'node'])
  })

  test('posting lists: offerers from the top, wanters from the bottom, without those who know it all', () => {
    const index = indexOf([
      person('a', [['x', 2]], []),
      person('b', [['x', 5]], []),
      person('c', [['x', 5]], []),
      person('d', [], [['x', 1, 3]]),
      person('e', [], [['x', 1, 5]]),
      person('f', [['y', 1]], [['x', 1, 0]]),
    ])
    expect(Array.from(index.offererPerson)).toEqual([1, 2, 0, 5])
    expect(Array.from(index.wanterPerson)).toEqual([5, 3])
    expect(Array.from(index.wanterKnown)).toEqual([0, 3])
  })
})
