import type { PackingSolver } from '../packing/packing-solver.ts'
import { type HighsRuntime, isRuntime } from './highs-runtime.ts'
import { HighsSolver } from './highs-solver.ts'

/**
 * Where the WebAssembly of highs comes from. Node finds it by itself; bundlers for browsers may need to be told.
 *
 * @category model
 * @since 0.1.0
 */
export interface HighsAssets {
  /** The URL of a file of highs, such as `highs.wasm`. */
  readonly locateFile?: (file: string) => string
  /** What is in that file. */
  readonly wasmBinary?: ArrayBuffer | ArrayBufferView
}

/** Where the remedy is this. */
const REMEDY = 'npm install highs'

type Load = (assets: HighsAssets) => Promise<unknown>

/**
 * Loads the optional package `highs` (HiGHS, compiled to WebAssembly) as a solver that {@link matchPeers} can take in `options.solver`, where people go into cycles or groups: it looks for
 * better answers where our own search would take long. Bounds and proofs stay our own, and all that it says is checked. One solver serves any number of calls, one after the other.
 *
 * A question may take some seconds of its own beyond `budget.timeMs`, as HiGHS looks at the clock seldom. If it runs out of memory, its answer is missing, and so are
 * those that are asked for before a new instance is there, which is loaded in the background.
 *
 * @throws Error (as a rejection) if `highs` is not installed, or is older than 1.15.
 * @example
 * ```ts
 * import { matchPeersOrThrow } from 'peermatch'
 * import { loadHighs } from 'peermatch/highs'
 * import assert from 'node:assert'
 *
 * const solver = await loadHighs()
 * const people = [
 *   { id: 'ana', offers: ['Spanish'], wants: ['skiing'] },
 *   { id: 'ben', offers: ['skiing'], wants: ['chess'] },
 *   { id: 'cem', offers: ['chess'], wants: ['Spanish'] },
 * ]
 * const { groups, proof } = matchPeersOrThrow(people, { into: { groups: { min: 3, max: 4 } }, solver })
 * assert.deepStrictEqual(groups?.map(({ members }) => members), [['ana', 'ben', 'cem']])
 * assert.strictEqual(proof.optimal, true)
 * ```
 * @category matching
 * @since 0.1.0
 */
export async function loadHighs(assets: HighsAssets = {}): Promise<PackingSolver> {
  const load = await findLoader()
  const instantiate = async (): Promise<HighsRuntime> => {
    // The loader writes into what it is given.
    const runtime = await load({ ...assets })
    if (isRuntime(runtime)) return runtime
    throw new Error(`peermatch/highs needs a newer version of the package highs, 1.15 at least: ${REMEDY}@latest`)
  }
  return new HighsSolver(await instantiate(), instantiate)
}

async function findLoader(): Promise<Load> {
  let found: unknown
  try {
    found = await import('highs')
  } catch (cause) {
    throw new Error(`peermatch/highs needs the package highs, which is not there: ${REMEDY}`, { cause })
  }
  // Some bundlers wrap what CommonJS exports once more.
  for (let depth = 0; depth < 3; depth++) {
    if (isLoad(found)) return found
    found = typeof found === 'object' && found !== null && 'default' in found ? found.default : undefined
  }
  throw new Error(`the package highs that was found exports no loader: ${REMEDY}@latest`)
}

function isLoad(u: unknown): u is Load {
  return typeof u === 'function'
}
