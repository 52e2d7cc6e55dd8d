/** What the bench is to show, and whether it does. */
import goals from './goals.json' with { type: 'json' }
import type { GraphRow, PeopleRow, Results } from './results.ts'

export interface Goal {
  readonly what: string
  readonly wanted: string
  readonly measured: string
  readonly met: boolean
}

interface Limits {
  readonly seconds?: number
  readonly megabytes?: number
}

const ratioToLemon: Readonly<Record<string, number>> = goals.ratioToLemon
const timesFasterThan: Readonly<Record<string, Readonly<Record<string, number>>>> = goals.timesFasterThan
const graphLimits: Readonly<Record<string, Limits>> = goals.graphs
const peopleLimits: Readonly<Record<string, Limits>> = goals.people

export const ratioGoal = (name: string): number | undefined => ratioToLemon[name]

/** Our time over the rival's; where that was stopped, `atMost` what our time over its cap is. */
export function ratioTo(
  row: GraphRow,
  rival: string,
): { readonly ratio: number; readonly atMost: boolean } | undefined {
  const run = row.rivals[rival]
  if (run === undefined) return undefined
  if ('seconds' in run) return { ratio: row.seconds / run.seconds, atMost: false }
  const cap = /^> (\d+) s$/.exec(run.stopped)
  return cap === null ? undefined : { ratio: row.seconds / Number(cap[1]), atMost: true }
}

const two = (value: number): string => value.toPrecision(value < 0.1 ? 1 : 2)

function limitGoals(what: string, limits: Limits | undefined, row: GraphRow | PeopleRow): Goal[] {
  const found: Goal[] = []
  const { seconds, megabytes } = limits ?? {}
  if (seconds !== undefined)
    found.push({
      what: `${what}, time`,
      wanted: `${seconds} s`,
      measured: `${row.seconds.toFixed(2)} s`,
      met: row.seconds <= seconds,
    })
  if (megabytes !== undefined)
    found.push({
      what: `${what}, peak memory`,
      wanted: `${megabytes / 1024} GiB`,
      measured: `${(row.megabytes / 1024).toFixed(2)} GiB`,
      met: row.megabytes <= megabytes,
    })
  return found
}

export interface Growth {
  readonly family: string
  readonly from: number
  readonly to: number
  /** By how much our time grows, LEMON's (if it finished both), and n log n. */
  readonly time: number
  readonly lemon: number | undefined
  readonly allowed: number
}

const LEAST_GROWN = 10_000

/** How time grows from 10,000 vertices to ten times that, and from there to ten times that. */
export function growthOfRandomGraphs({ graphs }: Results): Growth[] {
  const all = Object.entries(graphs.rows).filter(([name]) => name.startsWith('random-'))
  return all.flatMap(([name, row]) => {
    const family = name.split(' ')[0]!
    const { vertices: from } = row
    const next = all.find(([other, { vertices }]) => other.startsWith(`${family} `) && vertices === 10 * from)
    if (next === undefined || from < LEAST_GROWN || !Number.isInteger(Math.log10(from))) return []
    const to = 10 * from
    const [before, after] = [row.rivals['LEMON'], next[1].rivals['LEMON']]
    const lemon =
      before !== undefined && after !== undefined && 'seconds' in before && 'seconds' in after
        ? after.seconds / before.seconds
        : undefined
    const allowed = (to * Math.log(to)) / (from * Math.log(from))
    return [{ family, from, to, time: next[1].seconds / row.seconds, lemon, allowed }]
  })
}

export function judge(results: Results): Goal[] {
  const found: Goal[] = []
  for (const [name, row] of Object.entries(results.people.rows))
    found.push(...limitGoals(`people ${name}`, peopleLimits[name], row))
  for (const [name, row] of Object.entries(results.growth.rows))
    found.push(...limitGoals(`people ${name} benefit`, peopleLimits[`${name} benefit`], row))
  for (const [name, row] of Object.entries(results.graphs.rows)) {
    const wanted = ratioToLemon[name]
    const lemon = ratioTo(row, 'LEMON')
    if (wanted !== undefined && lemon !== undefined)
      found.push({
        what: `${name}, time over LEMON's`,
        wanted: `${wanted} x`,
        measured: `${lemon.atMost ? '< ' : ''}${two(lemon.ratio)} x`,
        met: lemon.ratio <= wanted,
      })
    for (const [rival, faster] of Object.entries(timesFasterThan)) {
      const other = ratioTo(row, rival)
      const times = faster[name]
      if (times === undefined || other === undefined) continue
      found.push({
        what: `${name}, against ${rival}`,
        wanted: `${times} times faster`,
        measured: `${other.atMost ? 'more than ' : ''}${Math.floor(1 / other.ratio)} times faster`,
        met: 1 / other.ratio >= times,
      })
    }
    found.push(...limitGoals(name, graphLimits[name], row))
    const share = row.checkSeconds / row.seconds
    if (row.vertices >= goals.checkShare.fromVertices)
      found.push({
        what: `${name}, check over solve`,
        wanted: `${100 * goals.checkShare.most} %`,
        measured: `${(100 * share).toFixed(0)} %`,
        met: share <= goals.checkShare.most,
      })
  }
  for (const { family, from, to, time, allowed } of growthOfRandomGraphs(results))
    found.push({
      what: `${family}, time from n = ${from.toLocaleString('en')} to ${to.toLocaleString('en')}`,
      wanted: `${allowed.toFixed(1)} times, as n log n`,
      measured: `${time.toFixed(1)} times`,
      met: time <= allowed,
    })
  return found
}
