/** The columns of the bench's tables. */
import { ratioGoal, ratioTo } from './goals.ts'
import {
  type AllPairsRow,
  agrees,
  agreesOnAllPairs,
  agreesOnExchange,
  type ExchangeRow,
  type GraphRow,
  type GrowthRow,
  type PeopleRow,
  type ProgrammeRow,
} from './results.ts'
import type { RivalRun } from './rivals/rival.ts'
import type { Column } from './table.ts'

const whole = (value: number): string => Math.round(value).toLocaleString('en')
const yes = (value: boolean): string => (value ? 'yes' : 'NO')
/** About three significant digits, down to a tenth of a millisecond. */
const inSeconds = (value: number): string =>
  value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : value >= 0.1 ? 3 : 4)
const inRatio = (value: number): string => value.toFixed(value < 0.1 ? 3 : 2)

const timeOf = (run: RivalRun | undefined): string =>
  run === undefined ? '-' : 'seconds' in run ? inSeconds(run.seconds) : run.stopped
const memoryOf = (run: RivalRun | undefined): string =>
  run !== undefined && 'seconds' in run ? whole(run.megabytes) : '-'

export const graphColumns: readonly Column<GraphRow>[] = [
  { head: 'n', of: (row) => whole(row.vertices) },
  { head: 'm', of: (row) => whole(row.edges) },
  { head: 'peermatch s', of: (row) => inSeconds(row.seconds) },
  { head: 'LEMON s', of: (row) => timeOf(row.rivals['LEMON']) },
  {
    head: 'ratio',
    of: (row) => {
      const found = ratioTo(row, 'LEMON')
      return found === undefined ? '-' : `${found.atMost ? '< ' : ''}${inRatio(found.ratio)}`
    },
  },
  { head: 'goal', of: (_, name) => ratioGoal(name)?.toFixed(2) ?? '-' },
  {
    head: 'met',
    of: (row, name) => {
      const found = ratioTo(row, 'LEMON')
      const goal = ratioGoal(name)
      return found === undefined || goal === undefined ? '-' : yes(found.ratio <= goal)
    },
  },
  { head: 'check / solve', of: (row) => `${((100 * row.checkSeconds) / row.seconds).toFixed(0)} %` },
  { head: 'MB', of: (row) => whole(row.megabytes) },
  { head: 'LEMON MB', of: (row) => memoryOf(row.rivals['LEMON']) },
  { head: 'agree', of: (row) => yes(agrees(row)) },
]

const timesSlower = (row: GraphRow, rival: string): string => {
  const found = ratioTo(row, rival)
  return found === undefined ? '-' : `${found.atMost ? '> ' : ''}${whole(1 / found.ratio)} x`
}

export const slowColumns: readonly Column<GraphRow>[] = [
  { head: 'n', of: (row) => whole(row.vertices) },
  { head: 'm', of: (row) => whole(row.edges) },
  { head: 'peermatch s', of: (row) => inSeconds(row.seconds) },
  { head: 'edmonds-blossom s', of: (row) => timeOf(row.rivals['edmonds-blossom']) },
  { head: 'slower', of: (row) => timesSlower(row, 'edmonds-blossom') },
  { head: 'networkx s', of: (row) => timeOf(row.rivals['networkx']) },
  { head: 'slower', of: (row) => timesSlower(row, 'networkx') },
  { head: 'agree', of: (row) => yes(agrees(row)) },
]

export const peopleColumns: readonly Column<PeopleRow>[] = [
  { head: 'possible pairs', of: (row) => whole(row.possiblePairs) },
  { head: 'seconds', of: (row) => inSeconds(row.seconds) },
  { head: 'peak MB', of: (row) => whole(row.megabytes) },
  { head: 'pairs', of: (row) => whole(row.pairs) },
  { head: 'proven optimal', of: (row) => yes(row.optimal) },
]

export const growthColumns: readonly Column<GrowthRow>[] = [
  { head: 'possible pairs', of: (row) => whole(row.possiblePairs) },
  { head: 'rounds', of: (row) => (row.rounds === 0 ? 'direct' : whole(row.rounds)) },
  { head: 'pairs held', of: (row) => whole(row.edges) },
  { head: 'per person', of: (row) => (row.edges / row.people).toFixed(1) },
  { head: 'seconds', of: (row) => inSeconds(row.seconds) },
  { head: 'ns per possible pair', of: (row) => whole((1e9 * row.seconds) / row.possiblePairs) },
  { head: 'peak MB', of: (row) => whole(row.megabytes) },
  { head: 'proven optimal', of: (row) => yes(row.optimal) },
]

export const allPairsColumns: readonly Column<AllPairsRow>[] = [
  { head: 'possible pairs', of: (row) => whole(row.edges) },
  { head: 'matchPeers s', of: (row) => inSeconds(row.ours.seconds) },
  { head: 'LEMON s', of: (row) => timeOf(row.rival) },
  {
    head: 'ratio',
    of: ({ ours, rival }) => ('seconds' in rival ? inRatio(ours.seconds / rival.seconds) : '-'),
  },
  { head: 'matchPeers MB', of: (row) => whole(row.ours.megabytes) },
  { head: 'LEMON MB', of: (row) => memoryOf(row.rival) },
  { head: 'agree', of: (row) => yes(agreesOnAllPairs(row)) },
]

export const programmeColumns: readonly Column<ProgrammeRow>[] = [
  { head: 'people', of: (row) => whole(row.people) },
  { head: 'placed', of: (row) => whole(row.placed) },
  { head: 'seconds', of: (row) => inSeconds(row.seconds) },
  { head: 'peak MB', of: (row) => whole(row.megabytes) },
  {
    head: 'proven, or gap',
    of: ({ optimal, value, bound }) => (optimal ? 'yes' : `${((100 * (bound - value)) / bound).toFixed(2)} %`),
  },
]

/** By how much less something is than the optimum. */
const below = (weight: number | undefined, optimum: number): string =>
  weight === undefined ? '-' : `${((100 * (optimum - weight)) / optimum).toFixed(1)} %`

export const exchangeColumns: readonly Column<ExchangeRow>[] = [
  { head: 'people', of: (row) => whole(row.people) },
  { head: 'columns', of: (row) => whole(row.columns) },
  { head: 'peermatch s', of: (row) => inSeconds(row.seconds) },
  { head: 'highs s', of: ({ highs }) => timeOf(highs) },
  {
    head: 'ratio',
    of: ({ seconds, highs }) => {
      if ('seconds' in highs) return inRatio(seconds / highs.seconds)
      const cap = /^> (\d+) s$/.exec(highs.stopped)
      return cap === null ? '-' : `< ${inRatio(seconds / Number(cap[1]))}`
    },
  },
  { head: 'MB', of: (row) => whole(row.megabytes) },
  { head: 'highs MB', of: ({ highs }) => memoryOf(highs) },
  { head: 'swaps, same time', of: ({ swaps, weight }) => below(swaps, weight) },
  { head: 'swaps, 10 s', of: ({ longSwaps, weight }) => below(longSwaps, weight) },
  { head: 'agree', of: (row) => yes(agreesOnExchange(row)) },
]
