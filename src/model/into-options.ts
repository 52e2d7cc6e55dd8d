import { type Into, isCycles, isGroups } from './into.ts'
import type { History } from './history.ts'
import type { Rules } from './rules.ts'
import type { Report } from './report.ts'

interface Chosen {
  readonly into: Into
  readonly objective: string
  readonly fusion: string
  readonly rules: Rules
  readonly history?: History
  readonly solver?: unknown
}

/** Tells what goes with pairs, groups or cycles only, and is asked for with something else. */
export const checkInto = (report: Report, { into, objective, fusion, rules, history, solver }: Chosen): void => {
  const refuse = (path: readonly string[], expected: string, got: string, hint?: string): void => {
    for (const key of path) report.enter(key)
    report.failShown(expected, got, hint)
    for (const _ of path) report.leave()
  }
  if (!isGroups(into)) {
    const only = 'nothing, unless people are put into groups'
    const { together = [], mix = [] } = rules
    if (together.length > 0) refuse(['rules', 'together'], only, `${together.length} sets`)
    if (mix.length > 0) refuse(['rules', 'mix'], only, `${mix.length} rules`)
  }
  if (into === 'pairs') {
    if (solver !== undefined)
      refuse(['solver'], 'nothing for pairs', 'a solver', 'pairs are solved exactly without any')
    return
  }
  if (objective === 'stable')
    refuse(['objective'], '"benefit", "coverage" or "worst-off"', '"stable"', 'only pairs can be stable')
  if (!isCycles(into)) return
  if (fusion !== 'sum') {
    refuse(
      ['fusion'],
      '"sum" for cycles',
      JSON.stringify(fusion),
      'leave it out: a cycle weighs what its members gain in all',
    )
  }
  if (rules.pins.length > 0) refuse(['rules', 'pins'], 'nothing for cycles', `${rules.pins.length} pins`)
  if (rules.maxImbalance !== undefined) {
    refuse(['rules', 'maxImbalance'], 'nothing for cycles', String(rules.maxImbalance), 'minGain goes with cycles')
  }
  if (history !== undefined && history.repeat !== 0 && history.met.length > 0) {
    refuse(['history', 'repeat'], '0 for cycles', String(history.repeat), 'noRepeatWithin and credit go with cycles')
  }
}
