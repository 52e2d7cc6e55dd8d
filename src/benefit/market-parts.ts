import type { Fusion } from '../model/options.ts'
import type { Classes } from './classes.ts'
import type { Eligibility } from './eligibility.ts'
import type { PairTerms } from './history.ts'
import type { Way } from './limits.ts'
import type { SkillIndex } from './skill-index.ts'
import type { Walks } from './walks.ts'

/** What a market is made of, before any pair is looked at. */
export interface MarketParts {
  readonly index: SkillIndex
  /** Under `stable`, members of one class have the same credit. */
  readonly classes: Classes
  readonly walks: Walks
  readonly rules: Eligibility
  readonly fusion: Fusion
  readonly terms: PairTerms | undefined
  /** The one way in which pairs are looked for, where it can be gone. */
  readonly way: Way | undefined
}
