import { fairPairs } from './choose-pairs.ts'
import { colourPairs, type Draw, drawFrom, seatByFan } from './colour-pairs.ts'
import { improveRounds, replanRounds } from './improve.ts'
import type { Proof } from './round-bound.ts'
import { isBetter, scoreOf } from './score.ts'
import { placesOf, type Season } from './season.ts'
import { Timetable } from './timetable.ts'

/** Starting again greedily, and attempts to plan some rounds anew, are for so much work: pairs looked at, times rounds planned. */
const WORK = 500_000
/** But no longer than this many in a row that change nothing. */
const PATIENCE = 60
/** More arcs to slots than this are too much for a choice between equals. */
const MOST_SLOT_ARCS = 200_000
/** Steps for pairs that no chain finds room for. */
const STEPS = 5000
/** How often pairs are coloured from the start if some are left over. */
const TRIES = 6

/**
 * The best timetable that is found: the greatest b-matching coloured with the rounds, or a fairer one, or one with byes where numbers
 * are odd; or round after round greedily. Then rounds are planned anew, one by one and some at a time.
 */
export function findSeason(
  season: Season,
  relaxed: readonly number[],
  parts: readonly (readonly number[])[],
  proof: Proof,
  goOn: () => boolean,
): Timetable {
  const isCoverage = season.objective === 'coverage'
  const all = Array.from({ length: season.rounds }, (_, r) => r)
  const draw = drawFrom(season.pairCount)
  const best = colourBest(season, relaxed, parts.length === 0 ? TRIES : 1, draw, goOn)
  let score = scoreOf(best)
  const consider = (candidate: Timetable): boolean => {
    const value = scoreOf(candidate)
    if (!isBetter(value, score, season.objective)) return false
    best.become(candidate.roundOf)
    score = value
    return true
  }
  // Under `weight` fairness only decides between equals, and pairs that are worth nothing may serve it: a pass over the rounds is enough for that.
  const isFair = (): boolean => isEven(best) && (isCoverage || season.leastWeight > 0)
  const isDone = (isSettled: boolean): boolean =>
    !goOn() || score.pairs === season.pairCount || (isSettled && proof.isBest(score.pairs, score.weight, parts))
  if (isDone(isFair())) return best

  const isUneven = isCoverage ? !isEven(best) : mayBeFairer(season, score.unfairness)
  if (parts.length > 0 || isUneven) {
    const most = isCoverage ? mostSitOuts(season, relaxed, parts.length > 0) : placesOf(season)
    const chosen = fairPairs(season, parts, most)
    if (chosen !== undefined) {
      if (isCoverage) proof.recipe = chosen.recipe
      consider(colourWithByes(season, chosen.pairs, chosen.byes, draw, goOn))
      // Neither can be beaten if all pairs have found a round.
      const isWhole = score.pairs === chosen.pairs.length
      if (isWhole && (isCoverage ? areBest(season, parts) : parts.length === 0)) return best
    }
  }
  if (isDone(isFair())) return best
  improveRounds(best, all, goOn)
  score = scoreOf(best)
  if (isDone(!isCoverage || isEven(best))) return best

  if (season.pairCount * season.rounds <= WORK) {
    const greedy = new Timetable(season)
    improveRounds(greedy, all, goOn)
    consider(greedy)
  }
  const candidate = new Timetable(season)
  let work = WORK
  for (let attempt = 0, idle = 0; work > 0 && idle < PATIENCE; attempt++, idle++) {
    if (isDone(!isCoverage || isEven(best))) return best
    const count = Math.min(season.rounds, 2 + draw(attempt % 4 === 3 ? season.rounds : 2))
    work -= (season.pairCount + 100) * count
    candidate.become(best.roundOf)
    replanRounds(candidate, drawSome(season.rounds, count, draw), attempt < 4 ? 0 : 256 >> draw(6), draw, goOn)
    if (consider(candidate)) idle = -1
  }
  return best
}

/** Colours pairs, if need be several times in other orders, and keeps the best. */
function colourBest(
  season: Season,
  pairs: readonly number[],
  tries: number,
  draw: Draw,
  goOn: () => boolean,
): Timetable {
  let best = new Timetable(season)
  let left = colourPairs(best, heaviestFirst(season, pairs), STEPS, draw, goOn).length
  for (let i = 1; i < tries && left > 0 && goOn(); i++) {
    const order = drawSome(pairs.length, pairs.length, draw).map((at) => pairs[at]!)
    const other = new Timetable(season)
    const more = colourPairs(other, order, STEPS, draw, goOn).length
    if (isBetter(scoreOf(other), scoreOf(best), season.objective)) best = other
    left = Math.min(left, more)
  }
  return best
}

/**
 * Whether `fairPairs` with these parts finds what no season can beat: if each part is all that its members can meet, somebody of it does sit out each
 * time; and different ones should, if all have sat out as often as each other before.
 */
function areBest(
  { low, high, pairCount, burden, vertexCount }: Season,
  parts: readonly (readonly number[])[],
): boolean {
  const part = new Int32Array(vertexCount).fill(-1)
  for (const [i, members] of parts.entries()) for (const v of members) part[v] = i
  for (let p = 0; p < pairCount; p++) if (part[low[p]!] !== part[high[p]!]) return false
  return parts.every((members) => {
    const before = members.map((v) => burden[v]!)
    return Math.max(...before) === Math.min(...before)
  })
}

function drawSome(bound: number, count: number, draw: Draw): readonly number[] {
  const all = Array.from({ length: bound }, (_, r) => r)
  for (let i = 0; i < count; i++) {
    const j = i + draw(bound - i)
    const other = all[j]!
    all[j] = all[i]!
    all[i] = other
  }
  return all.slice(0, count)
}

function heaviestFirst({ weight }: Season, pairs: readonly number[]): readonly number[] {
  return pairs.toSorted((a, b) => weight[b]! - weight[a]! || a - b)
}

/** Whether it is worth a b-matching with slots for everything to see if equals are fairer. */
function mayBeFairer(season: Season, unfairness: number): boolean {
  const arcs = placesOf(season).reduce((sum, places) => sum + places * places, 0)
  return arcs <= MOST_SLOT_ARCS && unfairness > season.burden.reduce((sum, f) => sum + f * f, 0)
}

/** Whether nobody sits out two times more than somebody who is placed somewhere. */
function isEven(timetable: Timetable): boolean {
  const { burden, vertexCount: n } = timetable.season
  const places = placesOf(timetable.season)
  const placed = timetable.placed()
  let most = -Infinity
  let least = Infinity
  for (let v = 0; v < n; v++) {
    const times = burden[v]! + places[v]! - placed[v]!
    if (placed[v]! < places[v]!) most = Math.max(most, times)
    if (placed[v]! > 0) least = Math.min(least, times)
  }
  return most - least < 2
}

/** Per vertex, how often it sits out at most (beyond its burden) in the fairest season: nobody more often than the one who does most often here. */
function mostSitOuts(season: Season, pairs: readonly number[], withByes: boolean): Int32Array {
  const { low, high, burden, degree } = season
  const places = placesOf(season)
  const left = places.slice()
  for (const p of pairs) {
    left[low[p]!]!--
    left[high[p]!]!--
  }
  let most = 0
  for (let v = 0; v < left.length; v++) {
    if (left[v]! > 0) most = Math.max(most, burden[v]! + left[v]!)
    if (withByes && degree[v]! > 0) most = Math.max(most, burden[v]! + 1)
  }
  return places.map((count, v) => Math.max(0, Math.min(count, most - burden[v]!)))
}

/** Colours pairs together with those of extra vertices, who stand for sitting out. */
function colourWithByes(
  season: Season,
  pairs: readonly number[],
  byes: readonly (readonly number[])[],
  draw: Draw,
  goOn: () => boolean,
): Timetable {
  const ends = byes.flatMap((members, i) => members.map((v) => [v, season.vertexCount + i] as const))
  const extended: Season = {
    ...season,
    vertexCount: season.vertexCount + byes.length,
    pairCount: season.pairCount + ends.length,
    low: Int32Array.of(...season.low, ...ends.map(([v]) => v)),
    high: Int32Array.of(...season.high, ...ends.map(([, extra]) => extra)),
  }
  const withByes = new Timetable(extended)
  const order = [...heaviestFirst(season, pairs), ...ends.map((_, i) => season.pairCount + i)]
  const left = colourPairs(withByes, order, STEPS, draw, goOn)
  const timetable = new Timetable(season)
  timetable.become(withByes.roundOf.subarray(0, season.pairCount))
  for (const p of left) if (p < season.pairCount) seatByFan(timetable, p)
  return timetable
}
