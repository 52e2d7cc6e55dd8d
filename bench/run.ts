/**
 * `npm run bench [-- filter ...]`: times the engine on real people and on graphs, the latter against rivals in the same run.
 * Times are shared machines' times: quote the ratios. LEMON (C++) takes part where g++ and its headers are installed
 * (Debian: liblemon-dev); `npm i --no-save edmonds-blossom` brings the npm rival.
 */
import { spawnSync } from 'node:child_process'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { graphCases, runGraphCase } from './graphs.ts'
import { buildLemon } from './rivals/lemon.ts'

const filters = process.argv.slice(2)
const wanted = (name: string): boolean => filters.length === 0 || filters.some((filter) => name.includes(filter))
const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url))

console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, one core\n`)

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
const chosenPeople = peopleCases.filter((args) => wanted(`people ${args.join(' ')}`))
if (chosenPeople.length > 0) {
  console.log('Real people: one whole matchPeers call, decoding, proof and reasons included, in a fresh process')
  console.log(`${'survey people objective'.padEnd(26)}   possible pairs   seconds   peak MB   pairs   optimal`)
}
for (const args of chosenPeople) {
  const child = spawnSync(process.execPath, ['--import', 'tsx', here('people.ts'), ...args], { encoding: 'utf8' })
  if (child.status !== 0) {
    console.log(`${args.join(' ').padEnd(26)}   failed: ${child.stderr.slice(0, 300)}`)
    process.exitCode = 1
    continue
  }
  const row = JSON.parse(child.stdout)
  console.log(
    `${args.join(' ').padEnd(26)}   ${cell(row.possiblePairs.toLocaleString('en'), 14)}   ${cell(row.seconds.toFixed(2), 7)}   ` +
      `${cell(row.megabytes.toFixed(0), 7)}   ${cell(row.pairs, 5)}   ${cell(row.optimal, 7)}`,
  )
}

const chosenGraphs = graphCases.filter(({ name }) => wanted(`graph ${name}`))
if (chosenGraphs.length > 0) {
  const lemon = buildLemon()
  console.log(
    `\nGraphs: maximumWeightMatching against ${lemon === undefined ? 'nobody (LEMON is not installed)' : 'LEMON 1.3.1 (C++ -O3)'}`,
  )
  console.log(`${'family'.padEnd(26)}          n          m   seconds     LEMON   ratio    goal    check   agrees`)
  for (const each of chosenGraphs) console.log(runGraphCase(each, lemon))
}
