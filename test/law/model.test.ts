import { deepStrictEqual } from 'node:assert'
import { test } from '@fast-check/vitest'
import * as fc from 'fast-check'
import { type Either, isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { decodeOptions, decodePeople } from '../../src/model/decode.ts'
import { formatMatchError, type MatchError } from '../../src/model/error.ts'
import { Options } from '../../src/model/options.ts'
import { Person, TimeWindow, Weekday } from '../../src/model/person.ts'
import { Rules } from '../../src/model/rules.ts'
import { normaliseSkill, Offer, Want } from '../../src/model/skill.ts'
import { RelatedSkills, Vocabulary } from '../../src/model/vocabulary.ts'
import { optionsInput, peopleInput, personInput, TREACHEROUS } from '../arbitraries.ts'

const rightOf = <A>(either: Either<unknown, A>): A => {
  if (isLeft(either)) throw new Error(`expected a Right, got ${JSON.stringify(either.left)}`)
  return either.right
}

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

const CODECS = [Offer, Want, Person, TimeWindow, Weekday, Rules, RelatedSkills, Vocabulary, Options]

/** What every refusal owes its reader, whatever came in. */
const expectCivil = (error: MatchError, root: string): void => {
  if (error._tag !== 'InvalidInput') throw new Error(`unexpected ${error._tag}`)
  expect(error.total).toBeGreaterThan(0)
  expect(error.issues.length).toBe(Math.min(20, error.total))
  for (const issue of error.issues) {
    expect(issue.path.startsWith(root)).toBe(true)
    expect(issue.got.length).toBeLessThanOrEqual(60)
    expect(issue.expected.length).toBeGreaterThan(0)
    expect(`${issue.path}${issue.got}${issue.hint ?? ''}`).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
    expect(issue.path.length).toBeLessThan(300)
  }
  const text = formatMatchError(error)
  expect(text.length).toBeLessThanOrEqual(4000)
  expect(text).toMatch(new RegExp(`^${root}[^\n]*: expected .+, got .+`))
  const shown = text.split('\n').filter((line) => !line.startsWith('...')).length
  if (shown < error.total) expect(text.endsWith(`\n... and ${error.total - shown} more`)).toBe(true)
}

/** Traps that throw or lie, over any target. */
const TRAPS: readonly ProxyHandler<object>[] = [
  'get',
  'has',
  'ownKeys',
  'getOwnPropertyDescriptor',
  'getPrototypeOf',
].map((trap) => ({
  [trap]: () => {
    throw new Error(trap)
  },
}))

const LIES: readonly ProxyHandler<object>[] = [
  { get: (_, key) => (key === 'length' ? 2 ** 53 : undefined) },
  { get: (_, key) => (key === 'length' ? -1 : undefined) },
  { get: (_, key) => (key === 'length' ? Number.NaN : {}) },
  { ownKeys: () => ['id', 'offers', 'skill', 'skills', 'pins', 'zzz'] },
  { ownKeys: (target) => Reflect.ownKeys(target).concat('id', 'id') },
  { getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true, value: 1 }) },
]

const revoked = (): unknown => {
  const { proxy, revoke } = Proxy.revocable([], {})
  revoke()
  return proxy
}

const anything = fc.anything({
  key: fc.oneof(
    fc.constantFrom('id', 'offers', 'wants', 'skill', 'level', 'skills', 'rules', 'pins', 'aliases', ...TREACHEROUS),
    fc.string({ unit: 'binary' }),
  ),
  maxDepth: 4,
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
  withUnicodeString: true,
})

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/**
 * Anything, sometimes behind a proxy that throws or lies, sometimes with a getter that throws, sometimes cyclic. In a
 * function, since fast-check itself looks at the values that it makes, and trips over these.
 */
const hostile: fc.Arbitrary<() => unknown> = fc
  .tuple(
    anything,
    fc.constantFrom('plain', 'proxy', 'getter', 'cycle', 'revoked', 'symbol', 'function'),
    fc.constantFrom(...TRAPS, ...LIES),
    fc.constantFrom('id', 'offers', 'wants', 'skills', 'rules', '0', 'level', 'skill'),
  )
  .map(([value, how, trap, key]) => () => {
    if (how === 'revoked') return revoked()
    if (how === 'symbol') return Symbol('s')
    if (how === 'function') return () => value
    if (!isObject(value)) return value
    if (how === 'proxy') return new Proxy(value, trap)
    const get = (): unknown => {
      if (how === 'cycle') return value
      throw new Error('get')
    }
    // Answers false where the object refuses (typed arrays, properties that are there already).
    if (how !== 'plain') Reflect.defineProperty(value, key, { enumerable: true, configurable: true, get })
    return value
  })

describe('round trips', () => {
  test.prop([personInput])('a person survives encode, JSON and decode', (input) => {
    const person = rightOf(Person.decode(input))
    deepStrictEqual(rightOf(Person.decode(throughJson(Person.encode(person)))), person)
    deepStrictEqual(throughJson(person), person)
    expect(Person.is(person)).toBe(true)
  })

  test.prop([peopleInput])('decoding people is the same as decoding each', (input) => {
    const people = rightOf(decodePeople(input))
    deepStrictEqual(
      people,
      input.map((person) => rightOf(Person.decode(person))),
    )
    deepStrictEqual(rightOf(decodePeople(people)), people)
  })

  test.prop([optionsInput])('options survive encode, JSON and decode', (input) => {
    const options = rightOf(decodeOptions(input))
    deepStrictEqual(rightOf(decodeOptions(throughJson(Options.encode(options)))), options)
    deepStrictEqual(rightOf(decodeOptions(options)), options)
    expect(Options.is(options)).toBe(true)
  })
})

describe('skill names', () => {
  const name = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string())

  test.prop([name], { numRuns: 2000 })('normalising is idempotent', (text) => {
    const once = normaliseSkill(text)
    expect(normaliseSkill(once)).toBe(once)
  })

  test.prop([fc.array(fc.string(), { minLength: 1 })])('white space and letter case do not matter', (words) => {
    const spaced = `\t${words.join('\u00a0 ')}\n`
    expect(normaliseSkill(spaced)).toBe(normaliseSkill(words.join(' ').toUpperCase()))
  })

  it('holds for every single character: idempotent, and empty only if blank', () => {
    for (let code = 0; code <= 0x10ffff; code++) {
      const character = String.fromCodePoint(code)
      const once = normaliseSkill(character)
      if (normaliseSkill(once) !== once) throw new Error(`not idempotent: ${code.toString(16)}`)
      // What `Offer.decode` relies on when it refuses blank names without normalising them.
      if ((once === '') !== (character.trim() === '')) throw new Error(`blank or not: ${code.toString(16)}`)
    }
  })
})

describe('totality', () => {
  test.prop([hostile], { numRuns: 1500 })('any value gets an answer', (make) => {
    const value = make()
    for (const [decode, root] of [
      [decodePeople, 'people'],
      [decodeOptions, 'options'],
    ] as const) {
      const result = decode(value)
      if (isLeft(result)) expectCivil(result.left, root)
    }
    for (const codec of CODECS) {
      codec.decode(value)
      codec.is(value)
    }
  })

  test.prop(
    [peopleInput, fc.nat(), fc.constantFrom('whole', 'id', 'offers', 'wants', 'attributes', 'offers.0'), hostile],
    {
      numRuns: 1500,
    },
  )('any value anywhere in good people gets an answer that names its place', (people, at, where, make) => {
    fc.pre(people.length > 0)
    const index = at % people.length
    const value = make()
    const damaged: unknown[] = [...people]
    damaged[index] =
      where === 'whole'
        ? value
        : where === 'offers.0'
          ? { ...people[index], offers: [value] }
          : { ...people[index], [where]: value }
    const result = decodePeople(damaged)
    if (isLeft(result)) {
      expectCivil(result.left, 'people')
      const issues = result.left._tag === 'InvalidInput' ? result.left.issues : []
      // A new id can only collide with another one, at whichever of the two places comes second.
      if (!issues.some((issue) => issue.expected.startsWith('an id that nobody'))) {
        for (const issue of issues) expect(issue.path.startsWith(`people[${index}]`)).toBe(true)
      }
    }
  })

  test.prop([optionsInput, fc.constantFrom('into', 'skills', 'rules', 'objective'), hostile], { numRuns: 500 })(
    'any value anywhere in good options gets an answer that names its place',
    (options, where, make) => {
      const result = decodeOptions({ ...options, [where]: make() })
      if (isLeft(result)) {
        expectCivil(result.left, 'options')
        if (result.left._tag === 'InvalidInput') {
          for (const issue of result.left.issues) expect(issue.path.startsWith(`options.${where}`)).toBe(true)
        }
      }
    },
  )

  test.prop([hostile], { numRuns: 300 })('no prototype is touched', (make) => {
    const value = make()
    const before = [Object.prototype, Array.prototype, Map.prototype].map((p) => Reflect.ownKeys(p).length)
    decodePeople([{ id: '__proto__', offers: ['constructor'], wants: [], attributes: value }])
    decodeOptions({ skills: { aliases: value } })
    expect([Object.prototype, Array.prototype, Map.prototype].map((p) => Reflect.ownKeys(p).length)).toEqual(before)
  })
})

/** The same data behind proxies all the way down, which count every read. */
const counted = (value: unknown, reads: Map<string, number>, path: string): unknown => {
  if (!isObject(value)) return value
  return new Proxy(value, {
    get: (target, key, receiver) => {
      const place = `${path}.${String(key)}`
      reads.set(place, (reads.get(place) ?? 0) + 1)
      return counted(Reflect.get(target, key, receiver), reads, place)
    },
  })
}

describe('reading', () => {
  test.prop([peopleInput])('each property is read once at most', (people) => {
    const reads = new Map<string, number>()
    deepStrictEqual(decodePeople(counted(people, reads, 'people')), decodePeople(people))
    expect([...reads].filter(([, count]) => count > 1)).toEqual([])
  })

  test.prop([optionsInput])('options: each property is read once at most', (options) => {
    const reads = new Map<string, number>()
    deepStrictEqual(decodeOptions(counted(options, reads, 'options')), decodeOptions(options))
    expect([...reads].filter(([, count]) => count > 1)).toEqual([])
  })
})
