import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import { run } from './npm.ts'

const { consumer, barrelless, withCalendar, withHighs, bare, nodes } = inject('packed')

type Kind = 'mjs' | 'cjs'
const KINDS: readonly Kind[] = ['mjs', 'cjs']

/** `names` of `module`, taken in as the kind of file does it. */
const take = (kind: Kind, names: string, module: string): string =>
  kind === 'mjs' ? `import { ${names} } from '${module}'` : `const { ${names} } = require('${module}')`

const KERNEL = `
// A triangle with a tail: the heaviest edge is in no best matching, which is 0-1 and 2-3.
const graph = { vertexCount: 4, source: [1, 0, 0, 2], target: [2, 2, 1, 3], weight: [11, 11, 10, 3] }
const solution = maximumWeightMatching(graph)
const { certificate } = solution
const kernel = {
  mate: Array.from(solution.mate),
  weight: solution.weight,
  dual2x: Array.from(certificate.dual2x),
  blossoms: certificate.blossoms.map((blossom) => [Array.from(blossom.members), blossom.dual2x]),
  verdict: checkCertificate(graph, solution),
  forged: checkCertificate(graph, { ...solution, weight: solution.weight + 1 }).valid,
}
`

const MAIN = `
const people = [
  { id: 'ana', offers: ['Spanish'], wants: ['skiing'] },
  { id: 'ben', offers: ['skiing'], wants: ['Spanish'] },
  { id: 'cai', offers: ['chess'], wants: ['chess'] },
]
const answer = matchPeers(people)
let thrown
try {
  matchPeersOrThrow([{ id: 7 }])
} catch (error) {
  thrown = [error instanceof MatchPeersError, error instanceof Error]
}
const main = {
  answer,
  isRight: isRight(answer),
  orThrow: matchPeersOrThrow(people),
  refused: matchPeers([{ id: 7 }]),
  thrown,
}
`

const AGREEMENT = `
const people = [
  { id: 'ana', offers: ['Spanish'], wants: ['skiing'], timezone: 'Europe/Madrid', availability: [{ day: 'Tue', from: '18:00', to: '20:00' }] },
  { id: 'ben', offers: ['skiing'], wants: ['Spanish'], timezone: 'Europe/Madrid', availability: [{ day: 'Tue', from: '18:00', to: '20:00' }] },
]
const pair = matchPeersOrThrow(people).pairs[0]
const draft = draftAgreement(pair, people, { start: '2026-12-01', cadence: { everyWeeks: 1, minutes: 60 }, sessions: 3 })
`

const agreementScript = (kind: Kind): string =>
  [
    take(kind, 'matchPeersOrThrow', 'peermatch'),
    take(kind, 'draftAgreement, toHtml', 'peermatch/agreement'),
    AGREEMENT,
    `console.log(JSON.stringify({ starts: draft.right.sessions.map(({ start }) => start), html: toHtml(draft.right)._tag }))\n`,
  ].join('\n')

const calendarScript = (kind: Kind): string =>
  [
    take(kind, 'matchPeersOrThrow', 'peermatch'),
    take(kind, 'draftAgreement', 'peermatch/agreement'),
    take(kind, 'toCalendar', 'peermatch/calendar'),
    AGREEMENT,
    `console.log(JSON.stringify({ events: toCalendar(draft.right).right.split('BEGIN:VEVENT').length > 3 }))\n`,
  ].join('\n')

/** One column that is known, and two that weigh more together. */
const highsScript = (kind: Kind): string =>
  [
    take(kind, 'loadHighs', 'peermatch/highs'),
    `const question = {
  rowCount: 4,
  start: Int32Array.of(0, 3, 5, 7),
  row: Int32Array.of(0, 1, 2, 0, 1, 2, 3),
  weight: Float64Array.of(6, 4, 3),
  known: Int32Array.of(0),
  moreThan: 6,
  timeMs: 10_000,
  goOn: () => true,
}
loadHighs().then(
  (solver) => console.log(JSON.stringify({ chosen: Array.from(solver.solve(question)) })),
  (error) => console.log(JSON.stringify({ message: error.message })),
)\n`,
  ].join('\n')

const kernelScript = (kind: Kind): string =>
  `${take(kind, 'maximumWeightMatching, checkCertificate', 'peermatch/kernel')}\n${KERNEL}
console.log(JSON.stringify(kernel))\n`

const wholeScript = (kind: Kind): string =>
  [
    take(kind, 'matchPeers, matchPeersOrThrow, MatchPeersError', 'peermatch'),
    take(kind, 'maximumWeightMatching, checkCertificate', 'peermatch/kernel'),
    // The consumer's own fp-ts must understand our Either.
    take(kind, 'isRight', 'fp-ts/lib/Either.js'),
    KERNEL,
    MAIN,
    'console.log(JSON.stringify({ kernel, main }))\n',
  ].join('\n')

/** What the script prints, as JSON; anything on stderr (a warning, say) fails. */
const printed = (node: string, folder: string, name: string, script: string): unknown => {
  writeFileSync(join(folder, name), script)
  const { status, stdout, stderr } = run(node, [name], folder)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return JSON.parse(stdout)
}

const KERNEL_ANSWER = { mate: [1, 0, 3, 2], weight: 13, verdict: { valid: true }, forged: false }

describe('where it runs', () => {
  test('every Node is another one', () => {
    const versions = nodes.map((node) => node.version)
    expect(new Set(versions).size).toBe(versions.length)
    console.log(`peermatch is loaded by Node ${versions.join(', ')}`)
  })
})

describe.each(nodes)('on Node $version', ({ path }) => {
  test.each(KINDS)('peermatch and peermatch/kernel answer from a .%s', (kind) => {
    const whole = printed(path, consumer, `whole.${kind}`, wholeScript(kind))
    expect(whole).toMatchObject({
      kernel: KERNEL_ANSWER,
      main: {
        answer: {
          _tag: 'Right',
          right: {
            pairs: [{ members: ['ana', 'ben'], gains: [3, 3], imbalance: 0, weight: 6 }],
            unmatched: [{ id: 'cai' }],
            summary: { people: 3, matched: 2 },
            proof: { gap: 0, optimal: true },
          },
        },
        isRight: true,
        orThrow: { pairs: [{ members: ['ana', 'ben'] }] },
        refused: { _tag: 'Left', left: { _tag: 'InvalidInput' } },
        thrown: [true, true],
      },
    })
  })

  test.each(KINDS)('peermatch/agreement drafts and draws a page, from a .%s', (kind) => {
    const starts = ['2026-12-01T17:00:00.000Z', '2026-12-08T17:00:00.000Z', '2026-12-15T17:00:00.000Z']
    expect(printed(path, consumer, `agreement.${kind}`, agreementScript(kind))).toEqual({ starts, html: 'Right' })
  })

  test.each(KINDS)('peermatch/calendar writes a file where ical-generator is there, from a .%s', (kind) => {
    expect(printed(path, withCalendar, `calendar.${kind}`, calendarScript(kind))).toEqual({ events: true })
  })

  test.each(KINDS)('peermatch/highs solves where highs is there, from a .%s', (kind) => {
    expect(printed(path, withHighs, `highs.${kind}`, highsScript(kind))).toEqual({ chosen: [1, 2] })
  })

  test.each(KINDS)('peermatch/highs says what is missing where highs is not there, from a .%s', (kind) => {
    expect(printed(path, consumer, `highs.${kind}`, highsScript(kind))).toEqual({
      message: 'peermatch/highs needs the package highs, which is not there: npm install highs',
    })
  })

  test('import and require give the same answers', () => {
    const [esm, cjs] = KINDS.map((kind) => printed(path, consumer, `same.${kind}`, wholeScript(kind)))
    expect(esm).toEqual(cjs)
    const here = printed(process.execPath, consumer, 'here.mjs', wholeScript('mjs'))
    expect(esm).toEqual(here)
  })

  test.each(KINDS)('peermatch/kernel needs no other package, from a .%s', (kind) => {
    expect(printed(path, bare, `kernel.${kind}`, kernelScript(kind))).toMatchObject(KERNEL_ANSWER)
  })

  test.each(KINDS)('peermatch does not load the barrel of fp-ts, from a .%s', (kind) => {
    printed(path, barrelless, `whole.${kind}`, wholeScript(kind))
  })
})

describe('these checks can fail', () => {
  test('peermatch itself does need packages', () => {
    writeFileSync(join(bare, 'main.cjs'), `require('peermatch')\n`)
    expect(run(process.execPath, ['main.cjs'], bare).stderr).toMatch(/Cannot find module '(fp-ts|io-ts)/)
  })

  test('peermatch/calendar does need ical-generator', () => {
    writeFileSync(join(consumer, 'calendar.cjs'), `require('peermatch/calendar')\n`)
    expect(run(process.execPath, ['calendar.cjs'], consumer).stderr).toContain(`Cannot find module 'ical-generator'`)
  })

  test.each(KINDS)('a barrel that is loaded is noticed, from a .%s', (kind) => {
    const script = kind === 'mjs' ? `import 'fp-ts'\n` : `require('fp-ts')\n`
    writeFileSync(join(barrelless, `barrel.${kind}`), script)
    const { status, stderr } = run(process.execPath, [`barrel.${kind}`], barrelless)
    expect(status).not.toBe(0)
    expect(stderr).toContain('the barrel of fp-ts was loaded')
  })
})
