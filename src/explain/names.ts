import type { Market } from '../benefit/market.ts'
import { quote } from '../model/show.ts'
import { spoken } from './words.ts'

/** What sentences call somebody: the name if there is one to see, or else the id. */
export const nameOf = ({ people }: Pick<Market, 'people'>, p: number): string => {
  const { id, name } = people[p]!
  return (name === undefined ? undefined : spoken(name)) ?? spoken(id) ?? quote(id)
}
