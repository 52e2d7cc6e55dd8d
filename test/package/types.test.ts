import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import { type Run, root, run } from './npm.ts'

const { consumer } = inject('packed')

/** Uses both entries in every way that a consumer's compiler could trip over. */
const GOOD = `
import { type MatchError, type Matching, MatchPeersError, matchPeers, matchPeersOrThrow } from 'peermatch'
import { type EdgeList, type MatchingSolution, type Verdict, checkCertificate, maximumWeightMatching } from 'peermatch/kernel'
import { type Either, fold } from 'fp-ts/lib/Either.js'

const people = [{ id: 'ana', offers: ['Spanish', { skill: 'guitar', level: 4 }], wants: ['skiing'] }]
const answer: Either<MatchError, Matching> = matchPeers(people, { objective: 'coverage' })
export const text: string = fold((error: MatchError) => error._tag, (matching: Matching) => matching.pairs.map((pair) => pair.members.join()).join())(answer)
export const tag: string = answer._tag === 'Left' ? answer.left._tag : answer.right.pairs.map((pair) => pair.members[0]).join()
export const matching: Matching = matchPeersOrThrow(people)
export const carried = (error: unknown): MatchError | null => (error instanceof MatchPeersError ? error.error : null)

const graph: EdgeList = { vertexCount: 2, source: Int32Array.of(0), target: [1], weight: new Float64Array([5]) }
export const solution: MatchingSolution = maximumWeightMatching(graph, { objective: 'coverage' })
export const verdict: Verdict = checkCertificate(graph, solution)
`

/** One mistake a line: each must be refused, or the types have quietly become \`any\`. */
const BAD = `
import { matchPeers, matchPeersOrThrow } from 'peermatch'
import { checkCertificate, maximumWeightMatching } from 'peermatch/kernel'
export const a: number = matchPeers([])
export const b: string = matchPeersOrThrow([]).pairs
export const c: number = maximumWeightMatching({ vertexCount: 0, source: [], target: [], weight: [] })
export const d = maximumWeightMatching({ vertexCount: 0, source: [], target: [] })
export const e = maximumWeightMatching({ vertexCount: 0, source: [], target: [], weight: [] }, { objective: 'most' })
export const f: string = checkCertificate
export const g = matchPeers()
`

const STRICT = { strict: true, skipLibCheck: false, noEmit: true, types: [], target: 'ES2022', lib: ['ES2022'] }

const compile = (name: string, files: readonly string[], compilerOptions: object): Run => {
  const config = join(consumer, `tsconfig.${name}.json`)
  writeFileSync(config, JSON.stringify({ compilerOptions: { ...STRICT, ...compilerOptions }, files }))
  return run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', config], consumer)
}

const RESOLUTIONS: readonly (readonly [string, readonly string[], object])[] = [
  ['nodenext', ['good.mts', 'good.cts'], { module: 'NodeNext', moduleResolution: 'NodeNext' }],
  ['bundler', ['good.ts'], { module: 'ESNext', moduleResolution: 'Bundler' }],
]

for (const extension of ['ts', 'mts', 'cts']) {
  writeFileSync(join(consumer, `good.${extension}`), GOOD)
  writeFileSync(join(consumer, `bad.${extension}`), BAD)
}

describe.each(RESOLUTIONS)('under %s', (name, files, options) => {
  test.each([true, false])('type-checks with exactOptionalPropertyTypes %s', (exactOptionalPropertyTypes) => {
    const config = `${name}-exact-${String(exactOptionalPropertyTypes)}`
    const { status, stdout } = compile(config, files, { ...options, exactOptionalPropertyTypes })
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
  })

  test('refuses every wrong use', () => {
    const wrong = files.map((file) => file.replace('good', 'bad'))
    const { stdout } = compile(`${name}-bad`, wrong, options)
    for (const file of wrong) {
      const errors = stdout.split('\n').filter((line) => line.startsWith(`${file}(`))
      const lines = errors.map((line) => Number(/\((\d+),/.exec(line)?.[1]))
      expect([...new Set(lines)].toSorted((a, b) => a - b)).toEqual([4, 5, 6, 7, 8, 9, 10])
    }
  })
})
