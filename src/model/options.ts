import * as t from 'io-ts'
import { codec } from './codec.ts'
import { type Budget, type OnProgress, readBudget, readOnProgress, readSignal, type StopSignal } from './effort.ts'
import { checkInto } from './into-options.ts'
import { type Into, type IntoInput, isCycles, readInto } from './into.ts'
import { type History, type HistoryInput, readHistory } from './history.ts'
import { choice, optional, type Reader, readRecord, shape } from './read.ts'
import { noRules, readRules, type Rules, type RulesInput } from './rules.ts'
import { type PackingSolver, readSolver } from './solver.ts'
import {
  emptyVocabulary,
  encodeVocabulary,
  readVocabulary,
  type Vocabulary,
  type VocabularyInput,
} from './vocabulary.ts'

export type { Vocabulary } from './vocabulary.ts'

/**
 * What the best answer is: `benefit`, the greatest total mutual weight; `coverage`, the most people matched, and among
 * those answers the greatest total; `worst-off`, the most people matched, among those answers the greatest smallest gain of anybody
 * in a pair that is not pinned, and among those the greatest total; `stable`, one in which no two people would both rather have each other than what they
 * have, going by their own gains (of equal gains the heavier pair is preferred, then the smaller id), or, where there is no such answer,
 * one with few such pairs. Pinned people are apart: their pairs stay, and the answer is stable among the others.
 * What `history` adds counts in the total, not in the gains.
 *
 * @category model
 * @since 0.1.0
 */
export type Objective = 'benefit' | 'coverage' | 'worst-off' | 'stable'

/**
 * How two gains become one weight: twice their harmonic, geometric or arithmetic mean (`sum`), or twice the smaller one.
 *
 * @category model
 * @since 0.1.0
 */
export type Fusion = 'harmonic' | 'geometric' | 'min' | 'sum'

/**
 * What `matchPeers` goes by: what {@link OptionsInput} decodes to, with all defaults filled in.
 *
 * @category model
 * @since 0.1.0
 */
export interface Options {
  readonly into: Into
  readonly objective: Objective
  readonly fusion: Fusion
  readonly skills: Vocabulary
  readonly rules: Rules
  readonly history?: History
  readonly budget?: Budget
  readonly signal?: StopSignal
  readonly onProgress?: OnProgress
  readonly solver?: PackingSolver
}

/**
 * What may be written for {@link Options}. Everything is optional: `into` is `'pairs'`, `objective` `'benefit'`, `fusion`
 * `'harmonic'` by default (into cycles: `'sum'`, the only one that there is for them), the vocabulary empty, no rule set, nothing has happened before, and the search goes on until the answer is proven optimal.
 *
 * @category model
 * @since 0.1.0
 */
export interface OptionsInput {
  readonly into?: IntoInput | undefined
  readonly objective?: Objective | undefined
  readonly fusion?: Fusion | undefined
  readonly skills?: VocabularyInput | undefined
  readonly rules?: RulesInput | undefined
  readonly history?: HistoryInput | undefined
  readonly budget?: Budget | undefined
  readonly signal?: StopSignal | undefined
  readonly onProgress?: OnProgress | undefined
  /** For cycles and groups. None by default. */
  readonly solver?: PackingSolver | undefined
}

const readObjective: Reader<Objective> = /* @__PURE__ */ choice(['benefit', 'coverage', 'worst-off', 'stable'])
const readFusion: Reader<Fusion> = /* @__PURE__ */ choice(['harmonic', 'geometric', 'min', 'sum'])

const OPTIONS = /* @__PURE__ */ shape('an object of options', [
  'into',
  'objective',
  'fusion',
  'skills',
  'rules',
  'budget',
  'signal',
  'onProgress',
  'history',
  'solver',
])

export const readOptions: Reader<Options> = (report, u) => {
  const values = u === undefined ? [] : readRecord(report, u, OPTIONS)
  if (values === undefined) return undefined
  const budget = optional(report, 'budget', values[5], readBudget)
  const signal = optional(report, 'signal', values[6], readSignal)
  const onProgress = optional(report, 'onProgress', values[7], readOnProgress)
  const history = optional(report, 'history', values[8], readHistory)
  const solver = optional(report, 'solver', values[9], readSolver)
  const into = optional(report, 'into', values[0], readInto) ?? 'pairs'
  const options: Options = {
    into,
    objective: optional(report, 'objective', values[1], readObjective) ?? 'benefit',
    fusion: optional(report, 'fusion', values[2], readFusion) ?? (isCycles(into) ? 'sum' : 'harmonic'),
    skills: optional(report, 'skills', values[3], readVocabulary) ?? emptyVocabulary(),
    rules: optional(report, 'rules', values[4], readRules) ?? noRules(),
    ...(history === undefined ? {} : { history }),
    ...(budget === undefined ? {} : { budget }),
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(solver === undefined ? {} : { solver }),
  }
  checkInto(report, options)
  return options
}

/**
 * Decodes an objective.
 *
 * @category codecs
 * @since 0.1.0
 */
export const Objective: t.Type<Objective> = /* @__PURE__ */ codec('Objective', 'objective', readObjective, t.identity)

/**
 * Decodes a fusion.
 *
 * @category codecs
 * @since 0.1.0
 */
export const Fusion: t.Type<Fusion> = /* @__PURE__ */ codec('Fusion', 'fusion', readFusion, t.identity)

/**
 * Decodes {@link OptionsInput}, or `undefined`, which stands for all defaults; total. Encodes to plain JSON, but for
 * `rules.eligible`, `signal`, `onProgress` and `solver`, which stay what they are.
 *
 * @category codecs
 * @since 0.1.0
 */
export const Options: t.Type<Options, OptionsInput> = /* @__PURE__ */ codec(
  'Options',
  'options',
  readOptions,
  (options: Options): OptionsInput => ({ ...options, skills: encodeVocabulary(options.skills) }),
)
