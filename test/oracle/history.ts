/** What a history says about two people, by its definition alone. */
import type { History } from '../../src/model/history.ts'

const dayOf = (date: string): number => {
  const [year, month, day] = date.split('-').map(Number)
  return Date.UTC(year!, month! - 1, day) / 86_400_000
}

/** Days since they last met; undefined if they never have. */
const daysSince = ({ met, asOf }: History, a: string, b: string): number | undefined => {
  const days = met
    .filter(({ members }) => members.includes(a) && members.includes(b))
    .map(({ at }) => (asOf === undefined ? 0 : dayOf(asOf) - dayOf(at)))
  return days.length === 0 ? undefined : Math.min(...days)
}

export const oracleTooRecent = (history: History | undefined, a: string, b: string): boolean => {
  const days = history === undefined ? undefined : daysSince(history, a, b)
  return days !== undefined && history?.noRepeatWithin !== undefined && days < history.noRepeatWithin
}

/** In thousandths. */
export const oracleAdjustment = (history: History | undefined, a: string, b: string): number => {
  if (history === undefined) return 0
  const { repeat, halfLife, credit } = history
  const days = daysSince(history, a, b)
  const term =
    days === undefined ? 0 : Math.round(1000 * repeat * (halfLife === undefined ? 1 : 2 ** -(days / halfLife)))
  const owed = credit.filter(({ id }) => id === a || id === b).map(({ amount }) => Math.round(1000 * amount))
  return owed.reduce((sum, each) => sum + each, term)
}
