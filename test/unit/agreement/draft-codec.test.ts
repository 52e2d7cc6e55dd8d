import { isLeft, right } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { Agreement, draftAgreement } from '../../../src/agreement.ts'

const line = (from: string, to: string, skill: string) => ({ from, to, skill, level: 3, lift: 3, priority: 1 })

const people = [
  { id: 'ana', offers: [], wants: [], timezone: 'Europe/Madrid' },
  { id: 'ben', offers: [], wants: [], timezone: 'Europe/London' },
]

const draft = (): Agreement => {
  const match = { members: ['ana', 'ben'], exchange: [line('ana', 'ben', 'Spanish'), line('ben', 'ana', 'skiing')] }
  const carried = [{ id: 'ana', minutes: 10 }]
  const wishes = { start: '2026-03-02', cadence: { minutes: 60 }, sessions: 4, time: '18:00', carried, renews: 'old' }
  const result = draftAgreement(match, people, wishes)
  if (isLeft(result)) throw new Error('no draft')
  return result.right
}

/** A copy of the draft with other values at some places. */
const changed = (changes: Readonly<Record<string, unknown>>): unknown => {
  const copy: unknown = JSON.parse(JSON.stringify(draft()))
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split('.')
    let at = copy as Record<string, unknown>
    for (const key of keys.slice(0, -1)) at = at[key] as Record<string, unknown>
    if (value === undefined) delete at[keys.at(-1)!]
    else at[keys.at(-1)!] = value
  }
  return copy
}

const messages = (u: unknown): readonly string[] => {
  const decoded = Agreement.decode(u)
  return isLeft(decoded) ? decoded.left.map(({ message }) => message ?? '') : []
}

describe('the codec of agreements', () => {
  test('takes back what was drafted, with and without what is optional', () => {
    expect(Agreement.decode(changed({}))).toEqual(right(draft()))
    expect(Agreement.is(draft())).toBe(true)
    expect(messages(changed({ renews: undefined, timezone: undefined }))).toEqual([])
    const days: Record<string, undefined> = {}
    for (const at of [0, 1, 2, 3])
      for (const key of ['start', 'end', 'local']) days[`sessions.${at}.${key}`] = undefined
    expect(messages(changed(days))).toEqual([])
  })

  const forged: readonly (readonly [place: string, changes: Readonly<Record<string, unknown>>])[] = [
    ['agreement.version', { version: 2 }],
    ['agreement.id', { id: ' ' }],
    ['agreement.colour', { colour: 'blue' }],
    ['agreement.sessions', { sessions: [] }],
    ['agreement.goals', { goals: [] }],
    ['agreement.members', { members: [] }],
    ['agreement.start', { start: '2026-02-30' }],
    ['agreement.timezone', { timezone: 'Mars/Olympus' }],
    ['agreement.cadence.minutes', { 'cadence.minutes': 0 }],
    ['agreement.members[1].id', { 'members.1.id': 'aaa' }],
    ['agreement.members[0].given', { 'members.0.given': 1 }],
    ['agreement.members[0].received', { 'members.0.received': 0 }],
    ['agreement.members[0].difference', { 'members.0.difference': 0 }],
    ['agreement.members[0].timezone', { 'members.0.timezone': 'Madrid' }],
    ['agreement.sessions[1].id', { 'sessions.1.id': 7 }],
    ['agreement.sessions', { 'sessions.1.id': draft().sessions[0]!.id }],
    ['agreement.sessions[1].number', { 'sessions.1.number': 1 }],
    ['agreement.sessions[1].date', { 'sessions.1.date': '2026-03-01' }],
    ['agreement.sessions[3].date', { 'sessions.3.date': '2026-12-01' }],
    ['agreement.sessions[1].start', { 'sessions.1.start': '2026-03-02T17:30:00.000Z' }],
    ['agreement.sessions[0].start', { 'sessions.0.start': '2026-03-02T17:00:30.000Z' }],
    ['agreement.sessions[0].end', { 'sessions.0.end': '2026-03-02T18:01:00.000Z' }],
    ['agreement.sessions[0]', { 'sessions.0.local': undefined }],
    ['agreement.sessions[0].local', { 'sessions.0.local': [] }],
    ['agreement.sessions[0].local[1].from', { 'sessions.0.local.1.from': '24:00' }],
    ['agreement.sessions[0].blocks[1].offset', { 'sessions.0.blocks.1.offset': 29 }],
    ['agreement.sessions[0].blocks[1].minutes', { 'sessions.0.blocks.1.minutes': 31 }],
    ['agreement.sessions[0].blocks[0].teacher', { 'sessions.0.blocks.0.teacher': 'eva' }],
    ['agreement.sessions[0].blocks[0].learners[0]', { 'sessions.0.blocks.0.learners': ['eva'] }],
    ['agreement.sessions[0].blocks[0].learners[0]', { 'sessions.0.blocks.0.learners': ['ana'] }],
    ['agreement.sessions[0].blocks[0].learners', { 'sessions.0.blocks.0.learners': [] }],
    ['agreement.sessions[0].blocks[0].learners', { 'sessions.0.blocks.0.learners': ['ben', 'ben'] }],
    ['agreement.goals[0].member', { 'goals.0.member': 'eva' }],
    ['agreement.goals[0].teachers[0]', { 'goals.0.teachers': ['eva'] }],
    ['agreement.goals[0].sessions[0]', { 'goals.0.sessions': ['s1'] }],
    ['agreement.goals[0].sessions', { 'goals.0.sessions': [] }],
    ['agreement.goals[0]', { 'goals.0.to': 0 }],
    ['agreement.goals[1].id', { 'goals.1.id': draft().goals[0]!.id }],
    ['agreement.reviews[0].session', { 'reviews.0.session': 's1' }],
    ['agreement.reviews[0].goals[0]', { 'reviews.0.goals': ['g1'] }],
    ['agreement.skipped[0].reason', { skipped: [{ from: '2026-03-02', to: '2026-03-08', reason: 'rain' }] }],
    ['agreement.groundRules', { groundRules: Array(101).fill('Be kind.') }],
    ['agreement.balance.even', { 'balance.even': 'yes' }],
  ]

  test.each(forged)('refuses a forged one: %s', (place, changes) => {
    expect(messages(changed(changes)).map((message) => message.slice(0, message.indexOf(': ')))).toContain(place)
  })

  test('never throws', () => {
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    for (const u of [
      undefined,
      null,
      7,
      'x',
      [],
      {},
      proxy,
      changed({ members: proxy }),
      changed({ 'sessions.0': proxy }),
    ]) {
      expect(isLeft(Agreement.decode(u))).toBe(true)
      expect(Agreement.is(u)).toBe(false)
    }
  })
})
