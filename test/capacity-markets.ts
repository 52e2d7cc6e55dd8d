import * as fc from 'fast-check'
import type { PersonInput } from 'peermatch'
import { type MarketInput, marketInput } from './markets.ts'

type Ids = readonly [string, string]

/** Capacities and more pins, for the people and options of `markets.ts`, of whom 6 are kept: few enough to look at all sets of pairs. */
export const capacityMarket = ({ pins = true }: { readonly pins?: boolean } = {}): fc.Arbitrary<MarketInput> =>
  fc
    .tuple(
      marketInput({ pins }),
      fc.array(fc.constantFrom(1, 1, 2, 3), { minLength: 6, maxLength: 6 }),
      fc.oneof(
        { weight: 3, arbitrary: fc.constant<[number, number][]>([]) },
        { weight: 1, arbitrary: fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { minLength: 1, maxLength: 4 }) },
      ),
    )
    .map(([{ people, options }, capacities, places]) => {
      const kept: PersonInput[] = people.slice(0, 6).map((person, at) => ({ ...person, capacity: capacities[at]! }))
      const ids = kept.map(({ id }) => id)
      const here = (pairs: readonly Ids[] = []): readonly Ids[] =>
        pairs.filter((pair) => pair.every((id) => ids.includes(id)))
      const more = places
        .map(([a, b]): Ids => [ids[a % ids.length]!, ids[b % ids.length]!])
        .filter(([a, b]) => pins && a !== b)
      const { rules = {} } = options
      return {
        people: kept,
        options: { ...options, rules: { ...rules, pins: [...here(rules.pins), ...more], bans: here(rules.bans) } },
      }
    })
