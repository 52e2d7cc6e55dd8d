import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import { root } from './npm.ts'

const { files, bare } = inject('packed')
const installed = join(bare, 'node_modules', 'peermatch')
const ALLOWED = /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|dist\/[\w-]+\.(js|cjs|d\.ts|d\.cts))$/

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>
  readonly exports: Readonly<Record<string, unknown>>
  readonly scripts?: Readonly<Record<string, string>>
}

/** Every file that an `exports` map names, with the conditions that lead to it. */
const targetsOf = (value: unknown, conditions: readonly string[] = []): readonly (readonly [string, string])[] =>
  typeof value === 'string'
    ? [[conditions.join(' > '), value]]
    : Object.entries(value as object).flatMap(([key, inner]) => targetsOf(inner, [...conditions, key]))

/** How the name of a file must end that is found under these conditions. */
const endingFor = (conditions: string): RegExp => {
  const types = conditions.endsWith('types')
  if (conditions.includes('import')) return types ? /\.d\.ts$/ : /\.js$/
  return types ? /\.d\.cts$/ : /\.cjs$/
}

describe('the tarball', () => {
  const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Manifest

  test('holds what it should and nothing else', () => {
    expect(files.filter((file) => !ALLOWED.test(file))).toEqual([])
    expect(files).toEqual(expect.arrayContaining(['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md']))
  })

  test('depends on fp-ts and io-ts only, and installs without running anything', () => {
    expect(Object.keys(manifest.dependencies).toSorted()).toEqual(['fp-ts', 'io-ts'])
    const hooks = Object.keys(manifest.scripts ?? {}).filter((name) => /^(pre|post)?install$|^prepare$/.test(name))
    expect(hooks).toEqual([])
  })

  test('has every file that its exports name', () => {
    const targets = targetsOf(manifest.exports)
    expect(targets.length).toBeGreaterThanOrEqual(9)
    expect(targets.filter(([, target]) => !existsSync(join(installed, target)))).toEqual([])
  })

  test('gives each of import and require types of its own kind', () => {
    const targets = targetsOf(manifest.exports).filter(([, target]) => target !== './package.json')
    expect(targets.filter(([conditions, target]) => !endingFor(conditions).test(target))).toEqual([])
  })

  test('names no path of the machine that built it, and no source map that is not there', () => {
    const texts = files.map((file) => [file, readFileSync(join(installed, file), 'utf8')] as const)
    const here = root.replace(/[\\/]$/, '')
    expect(
      texts.filter(([, text]) => text.includes(here) || text.includes('sourceMappingURL')).map(([f]) => f),
    ).toEqual([])
  })
})
