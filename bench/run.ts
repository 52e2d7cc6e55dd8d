/**
 * `npm run bench [-- filter ...] [--write]`: times the engine on real people and on graphs, the latter against rivals in the same run.
 * Times are shared machines' times: quote the ratios. LEMON (C++) takes part where g++ and its headers are installed
 * (Debian: liblemon-dev). `--write` puts the table into RESULTS.md.
 */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { graphCases, runGraphCase } from './graphs.ts'
import { buildLemon } from './rivals/lemon.ts'

const args = process.argv.slice(2)
const filters = args.filter((arg) => arg !== '--write')
const lines: string[] = []
/** Shown as it comes; kept for the file. */
const print = (line: string): void => {
  lines.push(line)
  console.log(line)
}
const wanted = (name: string): boolean => filters.length === 0 || filters.some((filter) => name.includes(filter))
const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url))

print(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, one core\n`)

const peopleCases: readonly (readonly [year: string, count: string, objective: string])[] = [
  ['2017', '2000', 'benefit'],
  ['2017', '5000', 'benefit'],
  ['2017', '13047', 'benefit'],
  ['2017', '2000', 'coverage'],
  ['2017', '5000', 'coverage'],
  ['2019', '20000', 'benefit'],
  ['2019', '85617', 'benefit'],
]
const cell = (value: string | number, width: number): string => String(value).padStart(width)
const chosenPeople = peopleCases.filter((each) => wanted(`people ${each.join(' ')}`))
if (chosenPeople.length > 0) {
  print('Real people: one whole matchPeers call, decoding, proof and reasons included, in a fresh process')
  print(`${'survey people objective'.padEnd(26)}   possible pairs   seconds   peak MB   pairs   optimal`)
}
for (const each of chosenPeople) {
  const child = spawnSync(process.execPath, ['--import', 'tsx', here('people.ts'), ...each], { encoding: 'utf8' })
  if (child.status !== 0) {
    print(`${each.join(' ').padEnd(26)}   failed: ${child.stderr.slice(0, 300)}`)
    process.exitCode = 1
    continue
  }
  const row = JSON.parse(child.stdout)
  print(
    `${each.join(' ').padEnd(26)}   ${cell(row.possiblePairs.toLocaleString('en'), 14)}   ${cell(row.seconds.toFixed(2), 7)}   ` +
      `${cell(row.megabytes.toFixed(0), 7)}   ${cell(row.pairs, 5)}   ${cell(row.optimal, 7)}`,
  )
}

const chosenGraphs = graphCases.filter(({ name }) => wanted(`graph ${name}`))
if (chosenGraphs.length > 0) {
  const lemon = buildLemon()
  print(
    `\nGraphs: maximumWeightMatching against ${lemon === undefined ? 'nobody (LEMON is not installed)' : 'LEMON 1.3.1 (C++ -O3)'}`,
  )
  print(`${'family'.padEnd(26)}          n          m   seconds     LEMON   ratio    goal    check   agrees`)
  for (const each of chosenGraphs) print(runGraphCase(each, lemon))
}

if (args.includes('--write')) {
  const text = ['# Results', '', 'Written by `npm run bench -- --write`.', '', '```', ...lines, '```', ''].join('\n')
  writeFileSync(here('RESULTS.md'), text)
}
