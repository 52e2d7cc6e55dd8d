/** One whole `matchPeers` call on the first n real people of a survey, or on n made-up ones (`synthetic-<skills>`), in a process of its own: prints one line of JSON. */
import { isLeft } from 'fp-ts/lib/Either.js'
import { matchPeers, Objective } from '../src/index.ts'
import { surveyPeople } from './survey.ts'
import { syntheticPeople } from './synthetic.ts'

const [year = '2017', count = '2000', objective = 'benefit'] = process.argv.slice(2)
const skills = /^synthetic-(\d+)$/.exec(year)
const people = skills === null ? surveyPeople(year, Number(count)) : syntheticPeople(Number(count), Number(skills[1]))

const started = performance.now()
const answer = matchPeers(people, { objective: Objective.is(objective) ? objective : 'benefit' })
const seconds = (performance.now() - started) / 1000
if (isLeft(answer)) throw new Error(JSON.stringify(answer.left))
const { summary, proof } = answer.right
console.log(
  JSON.stringify({
    seconds,
    megabytes: process.resourceUsage().maxRSS / 1024,
    people: summary.people,
    pairs: summary.pairs,
    possiblePairs: proof.possiblePairs,
    value: proof.value,
    ...(proof.smallestGain === undefined ? {} : { smallestGain: proof.smallestGain }),
    optimal: proof.optimal,
  }),
)
