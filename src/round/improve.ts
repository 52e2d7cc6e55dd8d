import { type EdgeList, MAX_WEIGHT_SUM } from '../graph/edge-list.ts'
import { maximumWeightBMatching } from '../matching/b-matching.ts'
import { EdgeBuffer } from '../matching/edge-buffer.ts'
import { maximumWeightMatching } from '../matching/maximum-weight-matching.ts'
import { colourPairs, type Draw } from './colour-pairs.ts'
import { isBetter, scoreOf } from './score.ts'
import { placesOf } from './season.ts'
import { Timetable } from './timetable.ts'

/** With more pairs than this, b-matchings of several rounds don't tell who has sat out how often: they get slow when ends differ by much. */
const MOST_UNEVEN = 2000

/**
 * Plans each round anew, the others being as they are, until none gets better: an exact matching of the pairs that don't meet in other
 * rounds, weighed so that it makes the whole season the best. Never worse. A matching per round and pass, of all pairs.
 */
export function improveRounds(timetable: Timetable, some: readonly number[], goOn: () => boolean): void {
  // For how many rounds in a row nothing has changed.
  let calm = 0
  for (let i = 0; calm < some.length && goOn(); i = (i + 1) % some.length) {
    calm = planAnew(timetable, some[i]!) ? 0 : calm + 1
  }
}

/**
 * Plans these rounds anew, all at once: pairs that don't meet in others, chosen by a b-matching with a place for each of these rounds, then coloured; what is
 * left over is for {@link improveRounds}. `noise` (of 1024) blurs the weights, so that every attempt is another one. May end up worse.
 */
export function replanRounds(
  timetable: Timetable,
  some: readonly number[],
  noise: number,
  draw: Draw,
  goOn: () => boolean,
): void {
  const { season, roundOf } = timetable
  for (let p = 0; p < roundOf.length; p++) if (some.includes(roundOf[p]!)) timetable.take(p)
  const { graph, pairs } = openPairs(timetable, some.length)
  const blurred = {
    ...graph,
    weight: Float64Array.from(graph.weight, (w) => w - Math.floor((w * draw(noise + 1)) / 1024)),
  }
  const capacity = placesOf(season).map((places) => Math.min(places, some.length))
  const { chosen } = maximumWeightBMatching(blurred, capacity)
  const apart = new Timetable({ ...season, rounds: some.length })
  const wanted = Array.from(chosen, (e) => pairs[e]!)
  colourPairs(apart, wanted, 16 + chosen.length, draw, goOn)
  for (const p of wanted) if (apart.roundOf[p] !== -1) timetable.put(p, some[apart.roundOf[p]!]!)
  improveRounds(timetable, some, goOn)
}

/** Whether a round got better. */
function planAnew(timetable: Timetable, round: number): boolean {
  const { season, roundOf } = timetable
  const before = scoreOf(timetable)
  const was: number[] = []
  for (let p = 0; p < roundOf.length; p++) if (roundOf[p] === round) was.push(p)
  for (const p of was) timetable.take(p)
  const { graph, pairs } = openPairs(timetable, 1)
  const { mate } = maximumWeightMatching(graph)
  const now = pairs.filter((_, e) => mate[graph.source[e]!] === graph.target[e]!)
  for (const p of now) timetable.put(p, round)
  if (isBetter(scoreOf(timetable), before, season.objective)) return true
  for (const p of now) timetable.take(p)
  for (const p of was) timetable.put(p, round)
  return false
}

/**
 * The pairs that don't meet, weighed for `more` further rounds. For one round, a matching of greatest weight here is the one that makes the season
 * the best. Under `coverage` every end is worth what it costs to sit out once more, in units that outweigh all weights: since all ends are worth
 * something, the most valuable ones that a matching can cover are also as many as it can cover. Under `weight` that decides between equals.
 */
function openPairs(
  timetable: Timetable,
  more: number,
): { readonly graph: EdgeList; readonly pairs: readonly number[] } {
  const { season, roundOf } = timetable
  const { vertexCount: n, low, high, weight, burden, leastWeight, greatestWeight } = season
  const placed = timetable.placed()
  const places = placesOf(season)
  const worth = new Float64Array(n)
  let least = Infinity
  for (let v = 0; v < n; v++) {
    // How often they would sit out if they were placed in all further rounds.
    worth[v] = burden[v]! + Math.max(0, places[v]! - placed[v]! - more)
    if (places[v]! > 0) least = Math.min(least, worth[v]!)
  }
  let all = 0
  let dearest = 0
  for (let v = 0; v < n; v++) {
    if (places[v] === 0) continue
    worth[v] = 2 * (worth[v]! - least) + 1
    all += worth[v]!
    dearest = Math.max(dearest, worth[v]!)
  }
  const isCoverage = season.objective === 'coverage'
  const base = isCoverage ? leastWeight : 0
  const range = greatestWeight - base
  let perUnit = isCoverage ? Math.floor((n * more) / 2) * range + 1 : 1
  let perWeight = isCoverage ? 1 : more * all + 1
  // The b-matching of several rounds needs most room: a node for each place and two for each pair.
  const nodes = more === 1 ? Math.max(8, n) : 2 * season.pairCount + more * n
  const isUneven = more > 1 && season.pairCount > MOST_UNEVEN
  if (isUneven || nodes * (2 * dearest * perUnit + range * perWeight) > MAX_WEIGHT_SUM) {
    // Too much to have it all: whoever is placed counts the same.
    worth.fill(isCoverage ? 1 : 0)
    perUnit = isCoverage ? Math.floor((n * more) / 2) * range + 1 : 1
    perWeight = 1
  }
  const pairs: number[] = []
  const buffer = new EdgeBuffer()
  for (let p = 0; p < roundOf.length; p++) {
    if (roundOf[p] !== -1) continue
    const u = low[p]!
    const v = high[p]!
    pairs.push(p)
    buffer.add(u, v, (weight[p]! - base) * perWeight + (worth[u]! + worth[v]!) * perUnit)
  }
  return { graph: buffer.list(n), pairs }
}
