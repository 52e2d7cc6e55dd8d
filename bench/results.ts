/** What the bench has measured, kept in results.json: RESULTS.md and growth.svg are drawn from it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { RivalRun } from './rivals/rival.ts'

/** One graph: ours, and what rivals did with the same file. */
export interface GraphRow {
  readonly vertices: number
  readonly edges: number
  readonly seconds: number
  readonly checkSeconds: number
  /** Peak of the whole process, as everywhere. */
  readonly megabytes: number
  readonly weight: number
  /** Whether our certificate passed. */
  readonly valid: boolean
  readonly rivals: Readonly<Record<string, RivalRun>>
}

/** One `matchPeers` call. */
export interface PeopleRow {
  readonly seconds: number
  readonly megabytes: number
  readonly people: number
  readonly pairs: number
  readonly possiblePairs: number
  readonly value: number
  readonly optimal: boolean
}

/** The same, and how the engine came to the answer. */
export interface GrowthRow extends PeopleRow {
  readonly rounds: number
  readonly edges: number
}

/** Beside a rival that is given all possible pairs. */
export interface AllPairsRow {
  readonly ours: PeopleRow
  readonly edges: number
  readonly rival: RivalRun
}

/** One case of a programme: objectives, capacity, rounds, cycles, groups. */
export interface ProgrammeRow {
  readonly seconds: number
  readonly megabytes: number
  readonly people: number
  /** People in the answer; over all rounds, where there are several. */
  readonly placed: number
  readonly value: number
  readonly bound: number
  readonly optimal: boolean
}

/** Cycles or groups: ours, and what others make of the same people. */
export interface ExchangeRow {
  readonly people: number
  /** All cycles or groups that there are. */
  readonly columns: number
  readonly seconds: number
  readonly megabytes: number
  readonly weight: number
  /** Whether our proof that there is nothing better passed. */
  readonly valid: boolean
  /** With all of the columns. */
  readonly highs: RivalRun
  /** What annealing over swaps comes to in the time that we took, and in ten seconds; undefined if it failed. */
  readonly swaps?: number | undefined
  readonly longSwaps?: number | undefined
}

/** Rows by name. `environment` tells machine and versions: rows from another one are dropped when new ones come. */
export interface Section<Row> {
  readonly environment: string
  readonly rows: Readonly<Record<string, Row & { readonly date: string }>>
}

export interface Results {
  readonly graphs: Section<GraphRow>
  readonly people: Section<PeopleRow>
  readonly growth: Section<GrowthRow>
  readonly allPairs: Section<AllPairsRow>
  readonly programmes: Section<ProgrammeRow>
  readonly exchange: Section<ExchangeRow>
}

const none = { environment: '', rows: {} }

export function readResults(path: string): Results {
  const empty: Results = {
    graphs: none,
    people: none,
    growth: none,
    allPairs: none,
    programmes: none,
    exchange: none,
  }
  return existsSync(path) ? { ...empty, ...JSON.parse(readFileSync(path, 'utf8')) } : empty
}

export function writeResults(path: string, results: Results): void {
  writeFileSync(path, `${JSON.stringify(results, null, 2)}\n`)
}

/** The section with what was measured now, in the order of `names`; rows of cases that are no more are dropped. */
export function merge<Row>(
  old: Section<Row>,
  environment: string,
  measured: ReadonlyMap<string, Row>,
  names: readonly string[],
): Section<Row> {
  if (measured.size === 0) return old
  const date = new Date().toISOString().slice(0, 10)
  const rows: Record<string, Row & { readonly date: string }> = {}
  for (const name of names) {
    const now = measured.get(name)
    const before = old.environment === environment ? old.rows[name] : undefined
    if (now !== undefined) rows[name] = { ...now, date }
    else if (before !== undefined) rows[name] = before
  }
  return { environment, rows }
}

/** Whether everything that finished says the same, and our proof holds. */
export const agrees = ({ weight, valid, rivals }: GraphRow): boolean =>
  valid && Object.values(rivals).every((run) => !('seconds' in run) || run.weight === weight)

/** The same for a row of all pairs. Rivals count thousandths. */
export const agreesOnAllPairs = ({ ours, rival }: AllPairsRow): boolean =>
  ours.optimal && (!('seconds' in rival) || rival.weight === Math.round(1000 * ours.value))

/** The same for cycles and groups: what a rival has proven is what we have, and swaps have nothing better. */
export const agreesOnExchange = ({ weight, valid, highs, swaps = 0, longSwaps = 0 }: ExchangeRow): boolean =>
  valid && (!('seconds' in highs) || highs.weight === weight) && Math.max(swaps, longSwaps) <= weight
