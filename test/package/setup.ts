import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { npm, root, run } from './npm.ts'

/** What the tests of this folder share: the tarball, and consumers that have installed it. */
export interface Packed {
  /** Paths inside the tarball, with forward slashes. */
  readonly files: readonly string[]
  /** A package that installed the tarball, fp-ts and io-ts with npm and has nothing else. */
  readonly consumer: string
  /** The same, and the barrels of fp-ts throw when they are loaded. */
  readonly barrelless: string
  /** As `consumer`, and the optional ical-generator. */
  readonly withCalendar: string
  /** As `consumer`, and the optional highs. */
  readonly withHighs: string
  /** Has the tarball's content and no other package at all. */
  readonly bare: string
  readonly nodes: readonly { readonly version: string; readonly path: string }[]
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly packed: Packed
  }
}

/** Milliseconds since the epoch of the last change to any file below `folder`. */
const lastChange = (folder: string): number => {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return Math.max(...names.map((name) => statSync(join(folder, name)).mtimeMs))
}

const requireFreshBuild = (): void => {
  const built = join(root, 'dist', 'index.js')
  if (!existsSync(built)) throw new Error('dist is missing: run `npm run build` first')
  if (lastChange(join(root, 'src')) > statSync(built).mtimeMs) {
    throw new Error('dist is older than src: run `npm run build` first')
  }
}

/** This Node and those of PEERMATCH_NODES, a list of paths to node binaries, separated as in PATH. */
const findNodes = (): Packed['nodes'] => {
  const others = (process.env['PEERMATCH_NODES'] ?? '').split(delimiter).filter((path) => path !== '')
  return [process.execPath, ...others].map((path) => {
    const { status, stdout, stderr } = run(path, ['--version'], root)
    if (status !== 0) throw new Error(`PEERMATCH_NODES: ${path} does not run: ${stderr}`)
    return { version: stdout.trim(), path }
  })
}

/** Packs what lies in `folder` and returns npm's account of it. */
const pack = (
  folder: string,
  into: string,
): { readonly filename: string; readonly files: readonly { path: string }[] } => {
  const out = npm(['pack', folder, '--pack-destination', into, '--json', '--ignore-scripts'], root)
  const [packed] = JSON.parse(out) as { filename: string; files: { path: string }[] }[]
  if (packed === undefined) throw new Error(`npm pack ${folder} packed nothing`)
  return packed
}

export default (project: TestProject): (() => void) => {
  requireFreshBuild()
  const nodes = findNodes()
  const work = mkdtempSync(join(tmpdir(), 'peermatch-package-'))
  const folder = (name: string): string => {
    const path = join(work, name)
    mkdirSync(path, { recursive: true })
    return path
  }

  const tarball = pack(root, work)
  const fpTs = pack(join(root, 'node_modules', 'fp-ts'), work)
  const ioTs = pack(join(root, 'node_modules', 'io-ts'), work)

  // npm resolves the tarball's own dependencies against these two: offline, and nothing undeclared is there by luck.
  const consumer = folder('consumer')
  const dependencies = {
    peermatch: `file:../${tarball.filename}`,
    'fp-ts': `file:../${fpTs.filename}`,
    'io-ts': `file:../${ioTs.filename}`,
  }
  writeFileSync(join(consumer, 'package.json'), JSON.stringify({ name: 'consumer', private: true, dependencies }))
  npm(['install', '--offline', '--no-audit', '--no-fund', '--cache', folder('npm-cache')], consumer)

  const barrelless = folder('barrelless')
  cpSync(join(consumer, 'node_modules'), join(barrelless, 'node_modules'), { recursive: true })
  for (const barrel of ['lib', 'es6']) {
    const path = join(barrelless, 'node_modules', 'fp-ts', barrel, 'index.js')
    if (!existsSync(path)) throw new Error(`${path} is not there any more: this check needs another way`)
    writeFileSync(path, `throw new Error('the barrel of fp-ts was loaded')\n`)
  }

  const withCalendar = folder('with-calendar')
  cpSync(join(consumer, 'node_modules'), join(withCalendar, 'node_modules'), { recursive: true })
  cpSync(join(root, 'node_modules', 'ical-generator'), join(withCalendar, 'node_modules', 'ical-generator'), {
    recursive: true,
  })

  const withHighs = folder('with-highs')
  cpSync(join(consumer, 'node_modules'), join(withHighs, 'node_modules'), { recursive: true })
  cpSync(join(root, 'node_modules', 'highs'), join(withHighs, 'node_modules', 'highs'), { recursive: true })

  const bare = folder('bare')
  cpSync(join(consumer, 'node_modules', 'peermatch'), join(bare, 'node_modules', 'peermatch'), { recursive: true })

  const files = tarball.files.map((file) => file.path)
  project.provide('packed', { files, consumer, barrelless, withCalendar, withHighs, bare, nodes })
  return () => rmSync(work, { recursive: true, force: true })
}
