/** npm highs: HiGHS, a solver of mixed integer programs, compiled to WebAssembly. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Rival, rivalOf } from './rival.ts'

/** undefined where it is not installed. It is given the name of a case, not a file. */
export function findHighs(): Rival | undefined {
  const driver = fileURLToPath(new URL('./highs-driver.ts', import.meta.url))
  try {
    const main = createRequire(import.meta.url).resolve('highs')
    const { version }: { version: string } = JSON.parse(readFileSync(join(dirname(main), '../package.json'), 'utf8'))
    return rivalOf('highs', version, process.execPath, ['--import', 'tsx', driver])
  } catch {
    return undefined
  }
}
