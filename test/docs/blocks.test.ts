import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import ts from 'typescript'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Block, blocksOfMarkdown, examplesOfSource, isRunnable } from './blocks.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** Inside the repository, so that imports resolve as they do for the tests. */
const scratch = join(root, '.cache', 'docs')

const read = (file: string): string => readFileSync(join(root, file), 'utf8')

const sourceFiles = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => `src/${file.split(sep).join('/')}`)
  .toSorted()

const readme = blocksOfMarkdown('README.md', read('README.md'))
const examples = sourceFiles.flatMap((file) => examplesOfSource(file, read(file)))
const runnable = [...readme, ...examples].filter(isRunnable)

const nameOf = (block: Block): string => `${block.file}:${block.line}`

/** The block as a module of its own whose line numbers are those of the page that it stands in. */
const writeModule = (block: Block): string => {
  const path = join(scratch, `${block.file.replaceAll('/', '_')}.L${block.line}.ts`)
  writeFileSync(path, `${'\n'.repeat(block.line - 1)}${block.code}\nexport {}\n`)
  return path
}

const run = async (block: Block): Promise<void> => {
  const path = writeModule(block)
  try {
    await import(/* @vite-ignore */ pathToFileURL(path).href)
  } catch (cause) {
    const stack = cause instanceof Error ? (cause.stack ?? '') : ''
    const at = new RegExp(`L${block.line}\\.ts:(\\d+)`).exec(stack)?.[1] ?? String(block.line)
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`${block.file}:${at}: ${message}`, { cause })
  }
}

/** Compiler errors of the blocks, `file:line: message`, under the repository's own strict settings. */
const typeErrors = (blocks: readonly Block[]): readonly string[] => {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (file) => readFileSync(file, 'utf8'))
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  // The compiler names files with forward slashes on every system.
  const paths = blocks.map((block) => writeModule(block).replaceAll('\\', '/'))
  const program = ts.createProgram(paths, { ...options, noUnusedLocals: false, noUnusedParameters: false })
  return paths.flatMap((path, index) => {
    const source = program.getSourceFile(path)
    const errors = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
    return errors.map((error) => {
      const line = (error.file?.getLineAndCharacterOfPosition(error.start ?? 0).line ?? 0) + 1
      return `${blocks[index]?.file}:${line}: ${ts.flattenDiagnosticMessageText(error.messageText, ' ')}`
    })
  })
}

beforeAll(() => {
  rmSync(scratch, { recursive: true, force: true })
  mkdirSync(scratch, { recursive: true })
})

describe('README.md', () => {
  test('has code to run', () => {
    expect(readme.filter(isRunnable)).not.toHaveLength(0)
  })

  test('names only npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> }
    const shell = readme.filter((block) => /^(sh|shell|bash|console)$/.test(block.language))
    const named = shell.flatMap((block) => [...block.code.matchAll(/npm (?:run )?([\w:-]+)/g)].map((hit) => hit[1]))
    const known = new Set([...Object.keys(scripts), 'ci', 'install', 'i', 'add'])
    expect(named.filter((name) => !known.has(name ?? ''))).toEqual([])
    expect(named).toEqual(expect.arrayContaining(['ci', 'demo', 'test']))
  })
})

describe('docstrings', () => {
  test('have examples to run', () => {
    expect(examples.filter(isRunnable)).not.toHaveLength(0)
  })

  test('every @example is runnable and asserts something', () => {
    const idle = examples.filter((block) => !isRunnable(block) || !/\bassert\b/.test(block.code))
    expect(idle.map(nameOf)).toEqual([])
  })
})

describe('every block', () => {
  test.each(runnable.map((block) => [nameOf(block), block] as const))('%s runs', async (_name, block) => {
    await run(block)
  })

  test('compiles', () => {
    expect(typeErrors(runnable)).toEqual([])
  })
})

describe('a block that is wrong is noticed', () => {
  const page = ['# Page', '', '```ts', `import assert from 'node:assert'`, '', 'assert.equal(1, 2)', '```', ''].join(
    '\n',
  )

  test('one that fails, with the line it fails on', async () => {
    const [block] = blocksOfMarkdown('page.md', page)
    expect(block).toMatchObject({ line: 4, language: 'ts' })
    await expect(run(block as Block)).rejects.toThrow(/^page\.md:6: /)
  })

  test('one that does not compile, with the line of the error', () => {
    const source = [
      '/**',
      ' * Text.',
      ' *',
      ' * @example',
      ' * ```ts',
      ' * const n: number = "one"',
      ' * ```',
      ' */',
    ].join('\n')
    const blocks = examplesOfSource('src/thing.ts', `const x = 1\n${source}\n`)
    expect(blocks).toEqual([{ file: 'src/thing.ts', line: 7, language: 'ts', code: 'const n: number = "one"' }])
    expect(typeErrors(blocks)).toEqual([expect.stringMatching(/^src\/thing\.ts:7: Type 'string'/)])
  })

  test('an @example without a block, and a fence that stays open', () => {
    expect(() => examplesOfSource('a.ts', '/**\n * @example\n * f(1)\n */')).toThrow('a.ts:2: @example without')
    expect(() => examplesOfSource('a.ts', '/** @example f(1) */')).toThrow('a.ts:1: @example without')
    expect(() => blocksOfMarkdown('a.md', 'x\n```ts\nf(1)\n')).toThrow('a.md:2: a fence is opened')
  })

  test('tags inside a block are code, and a later tag ends the example', () => {
    const text =
      '/**\n * @example\n * ```ts\n * @sealed class A {}\n * ```\n * @since 0.1.0\n * ```ts\n * no()\n * ```\n */'
    expect(examplesOfSource('a.ts', text).map((block) => block.code)).toEqual(['@sealed class A {}'])
  })
})
