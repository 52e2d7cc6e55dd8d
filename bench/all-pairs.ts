/**
 * Writes every possible pair of the first n real people of a survey as a graph for rivals that must hold them all, in a process of
 * its own: prints one line of JSON.
 */
import { LIMITS } from '../src/benefit/limits.ts'
import { writeGraph } from './rivals/graph-file.ts'
import { surveyMarket } from './survey-market.ts'

const [year = '2019', count = '1000', file = ''] = process.argv.slice(2)
const { edges } = surveyMarket(year, Number(count), { ...LIMITS, direct: Infinity, pairs: 2 ** 26 })
if (edges === undefined) throw new Error('the market does not hold its pairs')
writeGraph(file, edges)
console.log(JSON.stringify({ edges: edges.weight.length }))
