import { gzipSync } from 'node:zlib'
import { build, type Plugin } from 'esbuild'
import { describe, expect, inject, test } from 'vitest'

const { consumer } = inject('packed')

/** A consumer's entry, bundled for browsers and minified, as text. */
const bundle = async (
  code: string,
  external: readonly string[] = [],
  plugins: readonly Plugin[] = [],
): Promise<string> => {
  const { outputFiles, warnings } = await build({
    stdin: { contents: code, resolveDir: consumer, sourcefile: 'entry.js' },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    external: [...external],
    plugins: [...plugins],
    logLevel: 'silent',
  })
  // That an unused import is dropped is what we came for.
  expect(warnings.filter((warning) => warning.id !== 'ignored-bare-import')).toEqual([])
  return outputFiles[0]?.text ?? ''
}

const gzipped = (text: string): number => gzipSync(text, { level: 9 }).byteLength

/** What a bundler is asked for, and the most that it may cost, in gzipped bytes. */
const BUDGETS: readonly (readonly [string, string, number])[] = [
  [
    'the kernel',
    `import { maximumWeightMatching, checkCertificate } from 'peermatch/kernel'; console.log(maximumWeightMatching, checkCertificate)`,
    12_800,
  ],
  [
    'checkCertificate alone',
    `import { checkCertificate } from 'peermatch/kernel'; console.log(checkCertificate)`,
    4_500,
  ],
  ['matchPeers', `import { matchPeers } from 'peermatch'; console.log(matchPeers)`, 134_000],
  ['everything in peermatch', `import * as all from 'peermatch'; console.log(all)`, 168_000],
  ['draftAgreement', `import { draftAgreement } from 'peermatch/agreement'; console.log(draftAgreement)`, 45_000],
]

describe('what it costs a bundler', () => {
  test.each(BUDGETS)('%s', async (name, code, budget) => {
    const text = await bundle(code)
    const size = gzipped(text)
    console.log(`size: ${name}: ${text.length} bytes minified, ${size} gzipped (budget ${budget})`)
    expect(text.length).toBeGreaterThan(100)
    expect(size).toBeLessThan(budget)
  })

  test.each(['peermatch', 'peermatch/kernel', 'peermatch/agreement'])('an unused %s costs nothing', async (entry) => {
    expect(await bundle(`import '${entry}'`)).toBe('')
  })

  test.each(['peermatch', 'peermatch/kernel', 'peermatch/agreement'])(
    'nothing at the top level of %s is kept unless it is used, even where `sideEffects` is not believed',
    async (entry) => {
      const disbelieve: Plugin = {
        name: 'disbelieve',
        setup: (esbuild) => {
          esbuild.onResolve({ filter: /^(peermatch|\.\/)/ }, async ({ path, resolveDir, kind, pluginData }) => {
            if (pluginData === 'inner') return undefined
            const found = await esbuild.resolve(path, { resolveDir, kind, pluginData: 'inner' })
            return { path: found.path, sideEffects: true }
          })
        },
      }
      const text = await bundle(`import '${entry}'`, ['fp-ts', 'io-ts'], [disbelieve])
      // Imports of packages stay, and constants such as 2 ** 30; what calls, constructs or defines something must not.
      const rest = text.replace(/import[^;()"]*"[^"]+";?/g, '').trim()
      expect(rest).not.toMatch(/[(`]|=>|\bnew\b|\bclass\b/)
      expect(rest.length).toBeLessThan(600)
    },
  )
})

describe('these checks can fail', () => {
  test('fp-ts is seen to be in the main entry and not in the kernel', async () => {
    const hasEither = (text: string): boolean => text.includes('"Left"')
    expect(hasEither(await bundle(`import { matchPeers } from 'peermatch'; console.log(matchPeers)`))).toBe(true)
    expect(hasEither(await bundle(`import * as all from 'peermatch/kernel'; console.log(all)`))).toBe(false)
  })
})
