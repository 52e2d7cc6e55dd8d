/** The market of the real people of a survey. */
import { type Either, isLeft } from 'fp-ts/lib/Either.js'
import type { Limits } from '../src/benefit/limits.ts'
import { buildMarket, type Market } from '../src/benefit/market.ts'
import { decodeOptions, decodePeople } from '../src/model/decode.ts'
import type { MatchError } from '../src/model/error.ts'
import { surveyPeople } from './survey.ts'

const need = <A>(answer: Either<MatchError, A>): A => {
  if (isLeft(answer)) throw new Error(JSON.stringify(answer.left))
  return answer.right
}

export const surveyMarket = (year: string, count: number, limits: Limits): Market =>
  need(buildMarket(need(decodePeople(surveyPeople(year, count))), need(decodeOptions({})), limits))
