/** npm edmonds-blossom: the matching that JavaScript has had so far. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { type Rival, rivalOf } from './rival.ts'

/** undefined where it is not installed. */
export function findEdmondsBlossom(): Rival | undefined {
  const driver = fileURLToPath(new URL('./edmonds-blossom-driver.ts', import.meta.url))
  try {
    const manifest = createRequire(import.meta.url).resolve('edmonds-blossom/package.json')
    const { version }: { version: string } = JSON.parse(readFileSync(manifest, 'utf8'))
    return rivalOf('edmonds-blossom', version, process.execPath, ['--import', 'tsx', driver])
  } catch {
    return undefined
  }
}
