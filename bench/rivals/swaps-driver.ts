/** Anneals a case of exchange-cases.ts for so many seconds, and prints one line of JSON. */
import { exchangeCases } from '../exchange-cases.ts'
import { anneal } from './swaps.ts'

/** The same start for everybody. */
const SEED = 1

const [name = '', seconds] = process.argv.slice(2)
const make = exchangeCases[name]
if (make === undefined || !(Number(seconds) > 0)) throw new Error('usage: swaps-driver.ts <name> <seconds>')
console.log(JSON.stringify({ weight: anneal(make().seating(), Number(seconds), SEED) }))
