import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { type Sources, specifiersOf, type ViolationKind, violationsOf } from './floors-reader.ts'

const root = fileURLToPath(new URL('../../src', import.meta.url))

const readSources = (): Sources => {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  const named = files.map((file): [string, string] => [file.split(sep).join('/'), join(root, file)])
  return new Map(named.toSorted().map(([name, path]) => [name, readFileSync(path, 'utf8')]))
}

/** A small house in order; each fixture below breaks one thing in it. */
const HOUSE: Readonly<Record<string, string>> = {
  'index.ts': `export type { Person } from './model/person.ts'\nexport { matchPeers } from './match-peers.ts'\n`,
  'kernel.ts': `export { solve } from './matching/solve.ts'\nexport { check } from './matching/certificate.ts'\n`,
  'match-peers.ts': `import { solve } from './matching/solve.ts'\nimport { tell } from './explain/tell.ts'\nexport const matchPeers = [solve, tell]\n`,
  'model/person.ts': `import * as t from 'io-ts'\nimport * as E from 'fp-ts/lib/Either.js'\nexport const Person = [t, E]\n`,
  'graph/edge-list.ts': 'export const edges = 1\n',
  'graph/csr.ts': `import { edges } from './edge-list.ts'\nexport const csr = edges\n`,
  'benefit/gain.ts': `import { Person } from '../model/person.ts'\nimport { csr } from '../graph/csr.ts'\nexport const gain = [Person, csr]\n`,
  'matching/solution.ts': 'export const solution = 1\n',
  'matching/solve.ts': `import { csr } from '../graph/csr.ts'\nimport { solution } from './solution.ts'\nexport const solve = [csr, solution]\n`,
  'matching/certificate.ts': `import { edges } from '../graph/edge-list.ts'\nimport { solution } from './solution.ts'\nexport const check = [edges, solution]\n`,
  'exchange/cycle.ts': `import { solve } from '../matching/solve.ts'\nexport const cycle = solve\n`,
  'explain/tell.ts': `import { Person } from '../model/person.ts'\nexport const tell = Person\n`,
}

const kindsOf = (changes: Readonly<Record<string, string>>): readonly ViolationKind[] => {
  const found = violationsOf(new Map(Object.entries({ ...HOUSE, ...changes })))
  return [...new Set(found.map((violation) => violation.kind))].toSorted()
}
const lines = (count: number): string => `${'// line\n'.repeat(count - 1)}export const one = 1\n`

describe('the house of src/', () => {
  const sources = readSources()

  test('holds its entries and floors', () => {
    const expected = ['index.ts', 'kernel.ts', 'match-peers.ts', 'model/person.ts', 'graph/edge-list.ts']
    expect([...sources.keys()]).toEqual(expect.arrayContaining(expected))
    expect(specifiersOf('index.ts', sources.get('index.ts') ?? '')).not.toHaveLength(0)
  })

  test('is in order: floors, cycles, packages, entries, certificate, lengths', () => {
    expect(violationsOf(sources)).toEqual([])
  })
})

describe('a house out of order is noticed', () => {
  test('the fixture itself is in order', () => {
    expect(kindsOf({})).toEqual([])
    expect(kindsOf({ 'graph/long.ts': lines(600), 'model/long.ts': lines(400) })).toEqual([])
  })

  test.each<[string, ViolationKind, Readonly<Record<string, string>>]>([
    ['model imports graph', 'floor', { 'model/skill.ts': `import '../graph/csr.ts'` }],
    ['graph imports model', 'floor', { 'graph/heap.ts': `import '../model/person.ts'` }],
    ['graph imports a type of model', 'floor', { 'graph/heap.ts': `import type { P } from '../model/person.ts'` }],
    ['matching imports model', 'floor', { 'matching/seed.ts': `import '../model/person.ts'` }],
    ['matching imports benefit, its neighbour', 'floor', { 'matching/seed.ts': `import '../benefit/gain.ts'` }],
    ['benefit imports matching, its neighbour', 'floor', { 'benefit/fuse.ts': `import '../matching/solve.ts'` }],
    ['benefit imports a higher floor', 'floor', { 'benefit/fuse.ts': `import '../exchange/cycle.ts'` }],
    ['exchange imports explain', 'floor', { 'exchange/words.ts': `import '../explain/tell.ts'` }],
    ['explain imports the conductor', 'floor', { 'explain/more.ts': `import '../match-peers.ts'` }],
    ['a re-export climbs', 'floor', { 'model/skill.ts': `export { gain } from '../benefit/gain.ts'` }],
    ['a dynamic import climbs', 'floor', { 'model/skill.ts': `export const f = () => import('../benefit/gain.ts')` }],
    ['an import type climbs', 'floor', { 'model/skill.ts': `export type F = import('../benefit/gain.ts').G` }],
    ['a folder without a floor', 'unknown-folder', { 'misc/thing.ts': 'export const x = 1' }],
    ['a stray file in src/', 'unknown-file', { 'helpers.ts': 'export const x = 1' }],
    ['the fp-ts barrel', 'package', { 'model/skill.ts': `import { either } from 'fp-ts'` }],
    ['an fp-ts directory import', 'package', { 'model/skill.ts': `import * as E from 'fp-ts/Either'` }],
    ['fp-ts without the extension', 'package', { 'model/skill.ts': `import * as E from 'fp-ts/lib/Either'` }],
    ['the fp-ts barrel by its file', 'package', { 'model/skill.ts': `import 'fp-ts/lib/index.js'` }],
    ['a builtin of Node', 'package', { 'explain/read.ts': `import { readFileSync } from 'node:fs'` }],
    ['another package', 'package', { 'explain/read.ts': `const x = require('csv-parse')` }],
    ['a computed import', 'package', { 'explain/read.ts': 'export const f = (x: string) => import(x)' }],
    [
      'an optional package where all would load it',
      'package',
      {
        'index.ts': `export { c } from './agreement/calendar.ts'`,
        'agreement/calendar.ts': `import 'ical-generator'\nexport const c = 1\n`,
      },
    ],
    ['a package in graph', 'engine-package', { 'graph/heap.ts': `import 'io-ts'` }],
    ['a package in matching', 'engine-package', { 'matching/seed.ts': `import 'fp-ts/lib/Option.js'` }],
    ['an import of nothing', 'missing-file', { 'model/skill.ts': `import './nowhere.ts'` }],
    ['an import without .ts', 'extension', { 'model/skill.ts': `import './person'` }],
    ['an import with .js', 'extension', { 'model/skill.ts': `import './person.js'` }],
    ['a file that imports itself', 'cycle', { 'model/skill.ts': `import './skill.ts'` }],
    ['two files that import each other', 'cycle', { 'model/a.ts': `import './b.ts'`, 'model/b.ts': `import './a.ts'` }],
    [
      'three files in a ring of types',
      'cycle',
      {
        'graph/a.ts': `import type { B } from './b.ts'`,
        'graph/b.ts': `import type { C } from './c.ts'`,
        'graph/c.ts': `import type { A } from './a.ts'`,
      },
    ],
    ['the certificate imports the solver', 'certificate', { 'matching/certificate.ts': `import './solve.ts'` }],
    ['the certificate borrows from graph', 'certificate', { 'matching/certificate.ts': `import '../graph/csr.ts'` }],
    [
      'the certificate reaches the solver through another file',
      'certificate',
      { 'matching/solution.ts': `import '../graph/csr.ts'` },
    ],
    ['logic in an entry', 'entry-logic', { 'index.ts': 'export const x = 1' }],
    ['an import in an entry', 'entry-logic', { 'kernel.ts': `import './matching/solve.ts'` }],
    ['export * in an entry', 'entry-logic', { 'index.ts': `export * from './match-peers.ts'` }],
    ['export * as in an entry', 'entry-logic', { 'index.ts': `export * as P from './match-peers.ts'` }],
    ['401 lines outside the engine', 'length', { 'model/long.ts': lines(401) }],
    ['601 lines in the engine', 'length', { 'matching/long.ts': lines(601) }],
  ])('%s: %s', (_name, kind, changes) => {
    expect(kindsOf(changes)).toEqual([kind])
  })

  test('kernel.ts that reaches a package: kernel-package', () => {
    expect(kindsOf({ 'kernel.ts': `export { Person } from './model/person.ts'` })).toEqual(['kernel-package'])
    const throughTheEngine = kindsOf({ 'graph/csr.ts': `import 'io-ts'` })
    expect(throughTheEngine).toEqual(['engine-package', 'kernel-package'])
  })
})
