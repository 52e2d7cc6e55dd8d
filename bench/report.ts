/** RESULTS.md, from what was measured. */
import {
  allPairsColumns,
  exchangeColumns,
  graphColumns,
  growthColumns,
  peopleColumns,
  programmeColumns,
  slowColumns,
} from './columns.ts'
import { type Goal, growthOfRandomGraphs, judge } from './goals.ts'
import type { Results, Section } from './results.ts'
import { markdownTable } from './table.ts'

/** Where and when a section was measured. */
function origin<Row>({ environment, rows }: Section<Row>): string {
  const dates = Object.values(rows)
    .map(({ date }) => date)
    .toSorted()
  const [first, last] = [dates[0], dates.at(-1)]
  return `_${environment}; ${first === last ? first : `${first} to ${last}`}._`
}

function goalLines(goals: readonly Goal[]): string[] {
  const missed = goals.filter(({ met }) => !met)
  const lines = [`${goals.length - missed.length} of ${goals.length} goals (goals.json) are met.`, '']
  if (missed.length === 0) return lines
  const columns = [
    { head: 'wanted, at most', of: (goal: Goal) => goal.wanted },
    { head: 'measured', of: (goal: Goal) => goal.measured },
  ]
  return [
    ...lines,
    'Missed:',
    '',
    ...markdownTable('goal', columns, Object.fromEntries(missed.map((goal) => [goal.what, goal]))),
    '',
  ]
}

/** What holding all pairs of everybody would take at the rate of the largest graph that the rival could do. */
function extrapolation({ allPairs, growth }: Results): string[] {
  const done = Object.values(allPairs.rows).flatMap(({ edges, rival }) =>
    'seconds' in rival ? [{ edges, megabytes: rival.megabytes }] : [],
  )
  const largest = done.at(-1)
  const everybody = growth.rows['2019 85617']
  if (largest === undefined || everybody === undefined) return []
  const bytes = (largest.megabytes * 2 ** 20) / largest.edges
  const gigabytes = (bytes * everybody.possiblePairs) / 2 ** 30
  return [
    `LEMON took ${bytes.toFixed(0)} bytes for each pair; the ${everybody.possiblePairs.toLocaleString('en')} possible pairs of all ` +
      `${everybody.people.toLocaleString('en')} people would take ${gigabytes.toFixed(0)} GiB at that rate, where ` +
      `\`matchPeers\` took ${(everybody.megabytes / 1024).toFixed(2)} GiB.`,
    '',
  ]
}

export function renderReport(results: Results): string {
  const { graphs, people, growth, allPairs, programmes, exchange } = results
  const slow = Object.fromEntries(
    Object.entries(graphs.rows).filter(([, row]) => 'edmonds-blossom' in row.rivals || 'networkx' in row.rivals),
  )
  const lines = [
    '# Results',
    '',
    'Written by `npm run bench -- --write`; a run with filters replaces only the rows it measured. One core each, every graph and every ' +
      'call in a process of its own, all rivals in the same run on the same files. The machine is shared: quote the ratios.',
    '',
    '![Time against size, log-log: random graphs, and people](growth.svg)',
    '',
    '## Goals',
    '',
    ...goalLines(judge(results)),
  ]
  const section = (title: string, measured: Section<unknown>, ...text: readonly string[]): void => {
    if (Object.keys(measured.rows).length === 0) return
    lines.push(`## ${title}`, '', ...text, origin(measured), '')
  }
  section(
    'People',
    people,
    'People (of a survey, by year, or made up with so many skills; how many; objective): one whole `matchPeers` call, with ' +
      'decoding, proof and reasons.',
    '',
    ...markdownTable('people', peopleColumns, people.rows),
    '',
  )
  section(
    'Growth with the number of people',
    growth,
    'Random samples of the people of 2019. Rounds: how often pairs above their prices were looked for. Pairs held: of all possible ones, ' +
      'those that the engine had in memory in the end; "direct": few people, all pairs are held.',
    '',
    ...markdownTable('people', growthColumns, growth.rows),
    '',
  )
  section(
    'Beside a rival that must hold all pairs',
    allPairs,
    'The same people. `matchPeers`: the whole call, from text to reasons. LEMON: building its graph and solving it, with all possible ' +
      'pairs handed to it as numbers (finding them is not counted); stopped at 300 s or 6 GiB.',
    '',
    ...markdownTable('people', allPairsColumns, allPairs.rows),
    '',
    ...extrapolation(results),
  )
  section(
    'Programmes',
    programmes,
    'Objectives, capacity, rounds, rematch, cycles (of at most so many) and groups, on people of the surveys and seeded pools. A gap is a ' +
      'certified one; under `stable` it is proven that no answer has fewer blocking pairs.',
    '',
    ...markdownTable('case', programmeColumns, programmes.rows),
    '',
  )
  section(
    'Cycles and groups beside others',
    exchange,
    '`maximumWeightCycles` and `maximumWeightGroups`, each with the proof that there is nothing better, which is checked. Columns: all cycles or groups that there are; ' +
      'we are given the arcs or the wants. npm highs (HiGHS in WebAssembly) is given all columns, written out for it beforehand, and stopped at 60 s. Ratio: our time over ' +
      'theirs, both as for graphs. Swaps: how far below the optimum simulated annealing over swaps of two people ends (bench/rivals/swaps.ts; one fixed start), in the time that we took ' +
      'and in ten seconds. Agree: all that is proven is equal, our proof passes, and swaps have found nothing better.',
    '',
    ...markdownTable('case', exchangeColumns, exchange.rows),
    '',
  )
  section(
    'Graphs',
    graphs,
    '`maximumWeightMatching` (validation, solution and certificate; not the check, whose time stands beside it) against LEMON. Ratio: our ' +
      'time over theirs. We solve for a second first, as a service would have, then the best of three counts, for both; where the first takes more than 3 s, that counts. ' +
      'MB: peak of the whole process. Agree: all totals are equal, and the certificate passes.',
    '',
    ...markdownTable('family', graphColumns, graphs.rows),
    '',
    ...(Object.keys(slow).length === 0
      ? []
      : [
          'Against what JavaScript and Python have (stopped at 120 s):',
          '',
          ...markdownTable('family', slowColumns, slow),
          '',
        ]),
    ...growthTable(results),
  )
  return lines.join('\n')
}

function growthTable(results: Results): string[] {
  const found = growthOfRandomGraphs(results)
  if (found.length === 0) return []
  const whole = (value: number): string => value.toLocaleString('en')
  return [
    'How time grows with ten times as many vertices and edges (memory is read at random, and caches end somewhere):',
    '',
    ...markdownTable(
      'family',
      [
        { head: 'peermatch', of: ({ time }) => `x ${time.toFixed(1)}` },
        { head: 'LEMON', of: ({ lemon }) => (lemon === undefined ? '-' : `x ${lemon.toFixed(1)}`) },
        { head: 'n log n', of: ({ allowed }) => `x ${allowed.toFixed(1)}` },
      ],
      Object.fromEntries(found.map((each) => [`${each.family}, ${whole(each.from)} to ${whole(each.to)}`, each])),
    ),
    '',
  ]
}
