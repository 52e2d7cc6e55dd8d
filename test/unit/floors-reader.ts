import { posix } from 'node:path'
import ts from 'typescript'

/** Source files by path below `src/`, with forward slashes: `model/person.ts` -> its text. */
export type Sources = ReadonlyMap<string, string>

export type ViolationKind =
  | 'floor'
  | 'unknown-folder'
  | 'unknown-file'
  | 'engine-package'
  | 'package'
  | 'missing-file'
  | 'extension'
  | 'cycle'
  | 'certificate'
  | 'kernel-package'
  | 'entry-logic'
  | 'length'

export interface Violation {
  readonly kind: ViolationKind
  readonly file: string
  readonly detail: string
}

/** Floor of each folder. A file imports its own folder or a strictly lower floor, so neighbours don't know each other. */
const FLOOR: Readonly<Record<string, number>> = {
  model: 1,
  graph: 1,
  time: 1,
  benefit: 2,
  matching: 2,
  packing: 2,
  exchange: 3,
  group: 3,
  highs: 3,
  round: 3,
  explain: 4,
  agreement: 4,
  format: 4,
}

/** Files directly in `src/` are floor 5; `entry` files hold nothing but re-exports by name. */
const ROOT_FILES: Readonly<Record<string, 'entry' | 'conductor'>> = {
  'index.ts': 'entry',
  'blocking-pairs.ts': 'conductor',
  'coverage-frontier.ts': 'conductor',
  'rematch.ts': 'conductor',
  'rematch-single.ts': 'conductor',
  'rematch-several.ts': 'conductor',
  'rematch-worst-off.ts': 'conductor',
  'plan-rounds.ts': 'conductor',
  'agreement.ts': 'entry',
  'calendar.ts': 'entry',
  'highs.ts': 'entry',
  'kernel.ts': 'entry',
  'match-cycles.ts': 'conductor',
  'match-groups.ts': 'conductor',
  'match-peers.ts': 'conductor',
  'raise-smallest.ts': 'conductor',
  'or-throw.ts': 'conductor',
  'solve-capacities.ts': 'conductor',
  'solve-pairs.ts': 'conductor',
  'solve-stable.ts': 'conductor',
  'solve-worst-off.ts': 'conductor',
  'stopwatch.ts': 'conductor',
  'with-solver.ts': 'conductor',
}

/** Folders that must run without people and without packages. */
const ENGINE: ReadonlySet<string> = new Set(['graph', 'matching', 'packing', 'exchange', 'group', 'round'])
/** Beyond its floor, what an engine folder may import. */
const ENGINE_IMPORTS: Readonly<Record<string, readonly string[]>> = {
  graph: [],
  matching: ['graph'],
  packing: ['graph'],
  exchange: ['graph', 'matching', 'packing'],
  group: ['graph', 'matching', 'packing'],
  round: ['graph', 'matching'],
}

const ALLOWED_PACKAGE = /^(fp-ts\/lib\/(?!index\.js$)[A-Za-z]+\.js|io-ts|io-ts\/lib\/(?!index\.js$)[A-Za-z]+\.js)$/
/** Files that need another package, which is optional, and the one entry that may reach them. */
const OPTIONAL_PACKAGES: Readonly<Record<string, { readonly package: string; readonly entry: string }>> = {
  'agreement/calendar.ts': { package: 'ical-generator', entry: 'calendar.ts' },
  'highs/load-highs.ts': { package: 'highs', entry: 'highs.ts' },
}
/** What the certificate check may stand on: types and the columns of a graph, never the search. */
const CERTIFICATE_IMPORTS: ReadonlySet<string> = new Set([
  'matching/solution.ts',
  'matching/b-matching-solution.ts',
  'matching/b-matching-capacity.ts',
  'matching/stable-b-blocking.ts',
  'matching/stable-b-solution.ts',
  'matching/limited-b-change-solution.ts',
  'matching/b-coverage-frontier-solution.ts',
  'matching/stable-solution.ts',
  'matching/coverage-frontier-solution.ts',
  'matching/limited-change-solution.ts',
  'matching/pair-oracle.ts',
  'matching/bound.ts',
  'matching/blocking-pairs.ts',
  'matching/preference-graph.ts',
  'graph/edge-list.ts',
  'exchange/counting.ts',
  'exchange/cycle-lister.ts',
  'exchange/solution.ts',
  'group/group-problem.ts',
  'group/group-solution.ts',
  'group/validate-group-problem.ts',
])

const MAX_LINES = 400
const MAX_KERNEL_LINES = 600

const folderOf = (file: string): string => (file.includes('/') ? file.slice(0, file.indexOf('/')) : '')
const isCertificate = (file: string): boolean =>
  /^(matching|exchange|group)\/([a-z-]+-)?(certificate|check)(-[a-z-]+)?\.ts$/.test(file)
const isRelative = (specifier: string): boolean => specifier.startsWith('.')
const resolve = (file: string, specifier: string): string => posix.normalize(posix.join(posix.dirname(file), specifier))

const parse = (file: string, text: string): ts.SourceFile =>
  ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS)

/** Every module specifier that a file names: import and export declarations, `import()` calls and types, `require`. */
export const specifiersOf = (file: string, text: string): readonly string[] => {
  const found: string[] = []
  const add = (node: ts.Node | undefined): void => {
    if (node !== undefined && ts.isStringLiteralLike(node)) found.push(node.text)
    else if (node !== undefined) found.push(`(computed: ${node.getText()})`)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier)
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) add(node.moduleSpecifier)
    else if (ts.isExternalModuleReference(node)) add(node.expression)
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal)
    else if (ts.isCallExpression(node)) {
      const callee = node.expression
      const isImport = callee.kind === ts.SyntaxKind.ImportKeyword
      if (isImport || (ts.isIdentifier(callee) && callee.text === 'require')) add(node.arguments[0])
    }
    ts.forEachChild(node, visit)
  }
  visit(parse(file, text))
  return found
}

const importsOf = (file: string, sources: Sources): readonly string[] => specifiersOf(file, sources.get(file) ?? '')

/** Every file that `start` reaches through relative imports, itself included. */
const reach = (start: string, sources: Sources): ReadonlySet<string> => {
  const seen = new Set([start])
  for (const file of seen) {
    for (const specifier of importsOf(file, sources)) {
      if (isRelative(specifier)) seen.add(resolve(file, specifier))
    }
  }
  return seen
}

const checkEdge = (file: string, specifier: string, sources: Sources): readonly Violation[] => {
  const from = folderOf(file)
  const violation = (kind: ViolationKind, detail: string): readonly Violation[] => [{ kind, file, detail }]
  if (!isRelative(specifier)) {
    if (ENGINE.has(from)) return violation('engine-package', `${from}/ imports the package ${specifier}`)
    if (OPTIONAL_PACKAGES[file]?.package === specifier) return []
    return ALLOWED_PACKAGE.test(specifier) ? [] : violation('package', specifier)
  }
  if (!specifier.endsWith('.ts')) return violation('extension', specifier)
  const target = resolve(file, specifier)
  if (!sources.has(target)) return violation('missing-file', specifier)
  const to = folderOf(target)
  if (from === to) return []
  if (from === '') return to in FLOOR ? [] : violation('unknown-folder', `${specifier}: no floor is known for ${to}/`)
  const allowed = ENGINE_IMPORTS[from]
  const isLower = to !== '' && (FLOOR[to] ?? Number.POSITIVE_INFINITY) < (FLOOR[from] ?? 0)
  return isLower && (allowed === undefined || allowed.includes(to))
    ? []
    : violation('floor', `${from}/ must not import ${to === '' ? 'a file of src/ itself' : `${to}/`} (${specifier})`)
}

const checkPlace = (file: string, sources: Sources): readonly Violation[] => {
  const folder = folderOf(file)
  const found: Violation[] = []
  if (folder !== '' && !(folder in FLOOR)) {
    found.push({ kind: 'unknown-folder', file, detail: `no floor is known for ${folder}/` })
  }
  if (folder === '' && !(file in ROOT_FILES)) {
    found.push({ kind: 'unknown-file', file, detail: 'not one of the files known to lie directly in src/' })
  }
  const lines = (sources.get(file) ?? '').replace(/\n$/, '').split('\n').length
  const limit = ENGINE.has(folder) ? MAX_KERNEL_LINES : MAX_LINES
  if (lines > limit) found.push({ kind: 'length', file, detail: `${lines} lines, ${limit} at most` })
  if (ROOT_FILES[file] === 'entry') {
    for (const statement of parse(file, sources.get(file) ?? '').statements) {
      const named = ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined
      if (!named || statement.exportClause === undefined || !ts.isNamedExports(statement.exportClause)) {
        const start = statement.getText().split('\n')[0] ?? ''
        found.push({ kind: 'entry-logic', file, detail: `only \`export { names } from\` belongs here: ${start}` })
      }
    }
  }
  return found
}

/** Depth-first with an explicit path; reports each cycle once, at its first file in name order. */
const checkCycles = (sources: Sources): readonly Violation[] => {
  const found = new Map<string, Violation>()
  const done = new Set<string>()
  for (const start of sources.keys()) {
    const path: { readonly file: string; readonly next: string[] }[] = []
    const enter = (file: string): void => {
      const next = importsOf(file, sources).filter(isRelative)
      path.push({ file, next: next.map((specifier) => resolve(file, specifier)).filter((to) => sources.has(to)) })
    }
    if (!done.has(start)) enter(start)
    while (path.length > 0) {
      const top = path.at(-1)
      const target = top?.next.pop()
      if (target === undefined) {
        path.pop()
        if (top !== undefined) done.add(top.file)
        continue
      }
      const at = path.findIndex((step) => step.file === target)
      if (at >= 0) {
        const files = path.slice(at).map((step) => step.file)
        const least = files.indexOf(files.toSorted()[0] ?? '')
        const cycle = [...files.slice(least), ...files.slice(0, least)]
        found.set(cycle.join(), { kind: 'cycle', file: cycle[0] ?? target, detail: [...cycle, cycle[0]].join(' -> ') })
      } else if (!done.has(target)) {
        enter(target)
      }
    }
  }
  return [...found.values()]
}

/** Everything in `sources` that breaks the house rules; empty when the house is in order. */
export const violationsOf = (sources: Sources): readonly Violation[] => {
  const found: Violation[] = []
  for (const file of sources.keys()) {
    found.push(...checkPlace(file, sources))
    for (const specifier of importsOf(file, sources)) found.push(...checkEdge(file, specifier, sources))
    if (!isCertificate(file)) continue
    for (const reached of reach(file, sources)) {
      if (!isCertificate(reached) && !CERTIFICATE_IMPORTS.has(reached)) {
        found.push({ kind: 'certificate', file, detail: `reaches ${reached}, which is not its own` })
      }
    }
  }
  for (const entry of Object.keys(ROOT_FILES)) {
    if (ROOT_FILES[entry] !== 'entry' || !sources.has(entry)) continue
    for (const reached of reach(entry, sources)) {
      const needs = OPTIONAL_PACKAGES[reached]
      if (needs !== undefined && needs.entry !== entry) {
        found.push({ kind: 'package', file: entry, detail: `reaches ${reached}, which needs ${needs.package}` })
      }
    }
  }
  if (sources.has('kernel.ts')) {
    for (const file of reach('kernel.ts', sources)) {
      for (const specifier of importsOf(file, sources)) {
        if (isRelative(specifier)) continue
        found.push({ kind: 'kernel-package', file, detail: `kernel.ts reaches the package ${specifier}` })
      }
    }
  }
  found.push(...checkCycles(sources))
  return found
}
