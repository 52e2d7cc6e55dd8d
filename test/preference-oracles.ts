/** An oracle and a judge of preferences that hold the whole graph: what is asked of them is answered by definition. */
import type { PreferenceGraph } from '../src/matching/preference-graph.ts'
import type { PreferenceOracle } from '../src/matching/preference-oracle.ts'
import type { PreferenceJudge } from '../src/matching/stable-check-by-judge.ts'
import { type Random, seeded, shuffled } from './graphs.ts'

interface Entry {
  readonly other: number
  readonly gain: number
  readonly theirs: number
  readonly weight: number
}

/** Per vertex its partners, most preferred first. */
const listsOf = (graph: PreferenceGraph): Entry[][] => {
  const lists: Entry[][] = Array.from({ length: graph.vertexCount }, () => [])
  for (let e = 0; e < graph.weight.length; e++) {
    const [v, u, weight] = [graph.source[e]!, graph.target[e]!, graph.weight[e]!]
    const [gainV, gainU] = [graph.sourceGain[e]!, graph.targetGain[e]!]
    lists[v]!.push({ other: u, gain: gainV, theirs: gainU, weight })
    lists[u]!.push({ other: v, gain: gainU, theirs: gainV, weight })
  }
  return lists.map((list) => list.toSorted((a, b) => b.gain - a.gain || b.weight - a.weight || a.other - b.other))
}

export const oracleOf = (graph: PreferenceGraph, random: Random = seeded(graph.weight.length)): PreferenceOracle => {
  const lists = listsOf(graph)
  const rank = lists.map((list) => new Map(list.map(({ other }, at) => [other, at])))
  const held = lists.map(() => -1)
  const at = lists.map(() => 0)
  const accepts = (v: number, u: number): boolean => held[v] === -1 || rank[v]!.get(u)! <= rank[v]!.get(held[v]!)!
  return {
    vertexCount: graph.vertexCount,
    order: Int32Array.from(shuffled([...lists.keys()], random)),
    held: (v) => held[v]!,
    next: (v) => {
      while (at[v]! < lists[v]!.length) {
        const { other } = lists[v]![at[v]!++]!
        if (accepts(other, v)) return other
      }
      return -1
    },
    propose: (v) => {
      const u = lists[v]![at[v]! - 1]!.other
      const before = held[u]!
      held[u] = v
      return before
    },
    pairs: (take) => {
      lists.forEach((list, v) => {
        for (const { other, gain, theirs, weight } of list)
          if (v < other && accepts(v, other) && accepts(other, v)) take(v, other, gain, theirs, weight)
      })
    },
    release: (v, take) => {
      for (const { other, gain, theirs, weight } of lists[v]!)
        if (!accepts(v, other) && accepts(other, v)) take(v, other, gain, theirs, weight)
      held[v] = -1
    },
  }
}

export const judgeOf = (graph: PreferenceGraph): PreferenceJudge => {
  const lists = listsOf(graph)
  return {
    vertexCount: graph.vertexCount,
    preferred: (v, u) => lists[v]!.find(({ other }) => other === u),
    preferEachOther: (partner, take, goOn) => {
      const wants = (v: number, u: number): boolean => {
        const place = (other: number): number => {
          const found = lists[v]!.findIndex((entry) => entry.other === other)
          return found < 0 ? lists[v]!.length : found
        }
        return place(u) < place(partner[v]!)
      }
      for (const [v, list] of lists.entries()) {
        if (!goOn()) return false
        for (const u of list.map(({ other }) => other).toSorted((a, b) => a - b))
          if (v < u && wants(v, u) && wants(u, v)) take(v, u)
      }
      return true
    },
  }
}
