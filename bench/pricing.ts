/** How the engine comes to its answer on the first n real people of a survey, in a process of its own: prints one line of JSON. */
import { LIMITS } from '../src/benefit/limits.ts'
import type { Market } from '../src/benefit/market.ts'
import { matchByPricing } from '../src/matching/pricing.ts'
import { surveyMarket } from './survey-market.ts'

/** Rounds of pricing, and the pairs held in the end. Where the engine takes the direct path: no round, and all pairs. */
function readPricing(market: Market): { readonly rounds: number; readonly edges: number } {
  if (market.edges !== undefined) return { rounds: 0, edges: market.edges.weight.length }
  const { graph, rounds } = matchByPricing(market.rows)
  return { rounds: rounds.length, edges: graph.weight.length }
}

const [year = '2019', count = '2000'] = process.argv.slice(2)
console.log(JSON.stringify(readPricing(surveyMarket(year, Number(count), LIMITS))))
