/**
 * `npm run bench [-- filter ...] [--write]`: times the engine on graphs and on real people, against rivals in the same run. A filter is
 * part of the name of a section or a row: `graph`, `"graph geometric"`, `people`, `growth`, `exchange`, `"all-pairs 2019 5000"`. Times are shared
 * machines' times: quote the ratios. `--write` keeps what was measured in results.json, beside what other runs had measured, and draws
 * RESULTS.md and growth.svg from it.
 *
 * Rivals take part where they are installed: LEMON (C++: g++ and Debian's liblemon-dev), npm edmonds-blossom (a dev dependency),
 * networkx (python3), npm highs (a dev dependency). Each is stopped when it takes too long.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { drawGrowth } from './chart.ts'
import {
  allPairsColumns,
  exchangeColumns,
  graphColumns,
  growthColumns,
  peopleColumns,
  programmeColumns,
  slowColumns,
} from './columns.ts'
import { exchangeCases } from './exchange-cases.ts'
import { type GraphCase, graphCases } from './graph-cases.ts'
import { programmeCases } from './programme-cases.ts'
import { renderReport } from './report.ts'
import {
  type AllPairsRow,
  agrees,
  agreesOnAllPairs,
  agreesOnExchange,
  type ExchangeRow,
  type GraphRow,
  type GrowthRow,
  merge,
  type PeopleRow,
  type ProgrammeRow,
  readResults,
  writeResults,
} from './results.ts'
import { findEdmondsBlossom } from './rivals/edmonds-blossom.ts'
import { findHighs } from './rivals/highs.ts'
import { findLemon } from './rivals/lemon.ts'
import { findNetworkx } from './rivals/networkx.ts'
import type { Rival, RivalRun } from './rivals/rival.ts'
import { type Column, terminalHead, terminalLine } from './table.ts'

const LEMON_CAP = 100
const SLOW_CAP = 120
const ALL_PAIRS_CAP = 300
const HIGHS_CAP = 60
const LONG_SWAPS = 10
const OUR_CAP = 900

const args = process.argv.slice(2)
const filters = args.filter((arg) => arg !== '--write')
/** A number in a filter is a whole one: 2019 1000 is not the start of 2019 10000. */
const wanted = (name: string): boolean =>
  filters.length === 0 ||
  filters.some((filter) => {
    const at = name.indexOf(filter)
    return at >= 0 && !(/\d$/.test(filter) && /^\d/.test(name.slice(at + filter.length)))
  })
const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url))
const cache = here('../.cache/bench')
mkdirSync(cache, { recursive: true })

/** Runs a script of this folder in a process of its own; undefined, and an exit code for the whole bench, if it fails. */
function runChild<Row>(script: string, ...given: readonly string[]): Row | undefined {
  const child = spawnSync(process.execPath, ['--import', 'tsx', here(script), ...given], {
    encoding: 'utf8',
    timeout: OUR_CAP * 1000,
    killSignal: 'SIGKILL',
  })
  if (child.status === 0) return JSON.parse(child.stdout)
  const why = child.error?.message ?? child.stderr.slice(0, 500)
  console.log(`${script} ${given.slice(0, 2).join(' ')} failed: ${why}`)
  process.exitCode = 1
  return undefined
}

const peopleRows = new Map<string, PeopleRow | undefined>()
/** Several sections may ask for the same call. */
function measurePeople(year: string, count: string, objective: string): PeopleRow | undefined {
  const key = `${year} ${count} ${objective}`
  if (!peopleRows.has(key)) peopleRows.set(key, runChild<PeopleRow>('people.ts', year, count, objective))
  return peopleRows.get(key)
}

/** Measures the rows of a section that are asked for, showing each as it comes. */
function measure<Row>(
  section: string,
  title: string,
  names: readonly string[],
  columns: readonly Column<Row>[],
  rowOf: (name: string) => Row | undefined,
  holds: (row: Row) => boolean,
): Map<string, Row> {
  const measured = new Map<string, Row>()
  const chosen = names.filter((name) => wanted(`${section} ${name}`))
  if (chosen.length === 0) return measured
  console.log(`\n${title}`)
  console.log(terminalHead(section, columns))
  for (const name of chosen) {
    const row = rowOf(name)
    if (row === undefined) continue
    measured.set(name, row)
    console.log(terminalLine(columns, name, row))
    if (holds(row)) continue
    console.log(`${name}: answers differ, or a proof fails`)
    process.exitCode = 1
  }
  return measured
}

const lemon = findLemon(cache)
const slowRivals = [findEdmondsBlossom(), findNetworkx()].filter((rival) => rival !== undefined)
const rivals: readonly Rival[] = lemon === undefined ? slowRivals : [lemon, ...slowRivals]
const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`
const environment = [machine, ...rivals.map(({ name, version }) => `${name} ${version}`)].join('; ')
console.log(environment)
if (lemon === undefined) console.log('LEMON does not take part: it needs g++ and its headers (Debian: liblemon-dev).')
if (!slowRivals.some(({ name }) => name === 'edmonds-blossom'))
  console.log('edmonds-blossom does not take part: not installed.')
if (!slowRivals.some(({ name }) => name === 'networkx'))
  console.log('networkx does not take part: python3 or networkx is missing.')

const file = join(cache, 'graph.bin')

function measureGraph({ name, slowRivals: slow }: GraphCase): GraphRow | undefined {
  const ours = runChild<Omit<GraphRow, 'rivals'>>('graph-case.ts', name, file)
  if (ours === undefined) return undefined
  const runs: Record<string, RivalRun> = {}
  if (lemon !== undefined) runs[lemon.name] = lemon.solve(file, LEMON_CAP)
  for (const rival of slowRivals) if (slow?.includes(rival.name)) runs[rival.name] = rival.solve(file, SLOW_CAP)
  return { ...ours, rivals: runs }
}

function measureGrowth(name: string): GrowthRow | undefined {
  const [year = '', count = ''] = name.split(' ')
  const ours = measurePeople(year, count, 'benefit')
  const pricing = runChild<{ rounds: number; edges: number }>('pricing.ts', year, count)
  return ours === undefined || pricing === undefined ? undefined : { ...ours, ...pricing }
}

function measureAllPairs(name: string): AllPairsRow | undefined {
  const [year = '', count = ''] = name.split(' ')
  const ours = measurePeople(year, count, 'benefit')
  const written = runChild<{ edges: number }>('all-pairs.ts', year, count, file)
  if (ours === undefined || written === undefined) return undefined
  const rival = lemon === undefined ? { stopped: 'not installed' } : lemon.solve(file, ALL_PAIRS_CAP)
  return { ours, edges: written.edges, rival }
}

const highs = findHighs()
function measureExchange(name: string): ExchangeRow | undefined {
  const ours = runChild<Omit<ExchangeRow, 'highs' | 'swaps' | 'longSwaps'>>('exchange.ts', name)
  if (ours === undefined) return undefined
  const anneal = (seconds: number): number | undefined =>
    runChild<{ weight: number }>('rivals/swaps-driver.ts', name, String(seconds))?.weight
  return {
    ...ours,
    highs: highs === undefined ? { stopped: 'not installed' } : highs.solve(name, HIGHS_CAP),
    swaps: anneal(ours.seconds),
    longSwaps: anneal(LONG_SWAPS),
  }
}

const graphNames = graphCases.map(({ name }) => name)
const slowNames = new Set(graphCases.filter(({ slowRivals: slow }) => slow !== undefined).map(({ name }) => name))
const peopleNames = [
  '2017 2000 benefit',
  '2017 5000 benefit',
  '2017 13047 benefit',
  '2017 2000 coverage',
  '2017 5000 coverage',
  'synthetic-2000 100000 benefit',
  'synthetic-2000 1000000 benefit',
]
const growthNames = ['1000', '2000', '5000', '10000', '20000', '40000', '85617'].map((count) => `2019 ${count}`)
const allPairsNames = ['1000', '2000', '5000', '10000'].map((count) => `2019 ${count}`)

const people = measure(
  'people',
  'People: one whole matchPeers call, in a fresh process',
  peopleNames,
  peopleColumns,
  (name) => {
    const [year = '', count = '', objective = ''] = name.split(' ')
    return measurePeople(year, count, objective)
  },
  ({ optimal }) => optimal,
)
const growth = measure(
  'growth',
  'Growth with the number of people',
  growthNames,
  growthColumns,
  measureGrowth,
  ({ optimal }) => optimal,
)
const allPairs = measure(
  'all-pairs',
  `Beside LEMON with all pairs (at most ${ALL_PAIRS_CAP} s)`,
  allPairsNames,
  allPairsColumns,
  measureAllPairs,
  agreesOnAllPairs,
)
const programmeNames = Object.keys(programmeCases)
const programmes = measure(
  'programmes',
  'Programmes: objectives, capacity, rounds, cycles and groups',
  programmeNames,
  programmeColumns,
  (name) => runChild<ProgrammeRow>('programme.ts', name),
  ({ value, bound }) => value <= bound,
)
const exchangeNames = Object.keys(exchangeCases)
const exchange = measure(
  'exchange',
  `Cycles and groups beside others, highs for at most ${HIGHS_CAP} s`,
  exchangeNames,
  exchangeColumns,
  measureExchange,
  agreesOnExchange,
)
const graphs = measure(
  'graph',
  `Graphs: maximumWeightMatching against ${lemon === undefined ? 'nobody' : 'LEMON'}`,
  graphNames,
  graphColumns,
  (name) => measureGraph(graphCases.find((each) => each.name === name)!),
  agrees,
)
const slow = [...graphs].filter(([name]) => slowNames.has(name))
if (slow.length > 0) {
  console.log(`\nThe same, against scripting languages\n${terminalHead('graph', slowColumns)}`)
  for (const [name, row] of slow) console.log(terminalLine(slowColumns, name, row))
}

if (args.includes('--write')) {
  const old = readResults(here('results.json'))
  const results = {
    graphs: merge(old.graphs, environment, graphs, graphNames),
    people: merge(old.people, machine, people, peopleNames),
    growth: merge(old.growth, machine, growth, growthNames),
    allPairs: merge(old.allPairs, environment, allPairs, allPairsNames),
    programmes: merge(old.programmes, machine, programmes, programmeNames),
    exchange: merge(
      old.exchange,
      highs === undefined ? machine : `${machine}; highs ${highs.version}`,
      exchange,
      exchangeNames,
    ),
  }
  writeResults(here('results.json'), results)
  writeFileSync(here('RESULTS.md'), renderReport(results))
  writeFileSync(here('growth.svg'), drawGrowth(results))
}
