import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

/** With forward slashes, which is how the compiler names files on every system. */
const root = fileURLToPath(new URL('../..', import.meta.url)).replaceAll('\\', '/')
const CATEGORIES = [
  'model',
  'codecs',
  'constructors',
  'destructors',
  'matching',
  'cycles',
  'certificate',
  'agreement',
  'utils',
]

/** What is wrong with the docstrings of everything that `entry` exports; `texts` stands in for files on disk. */
const complaintsOf = (entry: string, texts: Readonly<Record<string, string>> = {}): readonly string[] => {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, (file) => readFileSync(file, 'utf8'))
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const host = ts.createCompilerHost(options)
  const given = new Map(Object.entries(texts).map(([file, text]) => [root + file, text]))
  const { fileExists, readFile } = host
  host.fileExists = (file) => given.has(file) || fileExists(file)
  host.readFile = (file) => given.get(file) ?? readFile(file)
  host.getSourceFile = (file, version) => {
    const text = host.readFile(file)
    return text === undefined ? undefined : ts.createSourceFile(file, text, version, true)
  }
  const program = ts.createProgram([root + entry], options, host)
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(root + entry)
  const module = source === undefined ? undefined : checker.getSymbolAtLocation(source)
  const names = module === undefined ? [] : checker.getExportsOfModule(module)
  if (names.length === 0) return [`${entry} exports nothing`]
  return names.flatMap((name) => {
    const isAlias = (name.flags & ts.SymbolFlags.Alias) !== 0
    const symbol = isAlias ? checker.getAliasedSymbol(name) : name
    const declarations = symbol.getDeclarations() ?? []
    return declarations.length === 0
      ? [`${name.name}: no declaration found`]
      : declarations.flatMap((declaration) => complain(name.name, declaration))
  })
}

const complain = (name: string, declaration: ts.Declaration): readonly string[] => {
  const file = declaration.getSourceFile()
  const { line } = file.getLineAndCharacterOfPosition(declaration.getStart())
  const at = `${file.fileName.slice(root.length)}:${line + 1}: ${name}`
  const docs = ts.getJSDocCommentsAndTags(declaration).filter(ts.isJSDoc)
  const text = docs.map((doc) => ts.getTextOfJSDocComment(doc.comment) ?? '').join('')
  const tag = (wanted: string): string => {
    const found = ts.getJSDocTags(declaration).find(({ tagName }) => tagName.text === wanted)
    return (ts.getTextOfJSDocComment(found?.comment) ?? '').trim()
  }
  return [
    ...(text.trim() === '' ? [`${at}: no text`] : []),
    ...(/^\d+\.\d+\.\d+$/.test(tag('since')) ? [] : [`${at}: no @since`]),
    ...(CATEGORIES.includes(tag('category')) ? [] : [`${at}: no @category of ${CATEGORIES.join(', ')}`]),
  ]
}

describe('everything that is public says what it is, since when and where it belongs', () => {
  test.each(['src/index.ts', 'src/kernel.ts', 'src/agreement.ts', 'src/calendar.ts', 'src/highs.ts'])('%s', (entry) => {
    expect(complaintsOf(entry)).toEqual([])
  })
})

describe('a docstring that is missing or incomplete is noticed', () => {
  const entry = 'src/entry-fixture.ts'
  const thing = 'src/thing-fixture.ts'
  const complaints = (docs: string): readonly string[] =>
    complaintsOf(entry, {
      [entry]: `export { thing } from './thing-fixture.ts'\n`,
      [thing]: `${docs}\nexport const thing: number = 1\n`,
    })

  test('a good one passes', () => {
    expect(complaints('/**\n * A thing.\n *\n * @category utils\n * @since 0.1.0\n */')).toEqual([])
  })

  test.each([
    ['none at all', '', ['no text', 'no @since', 'no @category']],
    ['no text', '/**\n * @category utils\n * @since 0.1.0\n */', ['no text']],
    ['no version', '/**\n * A thing.\n *\n * @category utils\n */', ['no @since']],
    ['an unknown category', '/**\n * A thing.\n *\n * @category things\n * @since 0.1.0\n */', ['no @category']],
  ])('%s', (_name, docs, expected) => {
    expect(complaints(docs)).toEqual(expected.map((message) => expect.stringContaining(message)))
  })
})
