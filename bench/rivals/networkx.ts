/** networkx, what a Python user takes. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type Rival, rivalOf } from './rival.ts'

/** undefined where there is no python3, or no networkx. */
export function findNetworkx(): Rival | undefined {
  const driver = fileURLToPath(new URL('./networkx_driver.py', import.meta.url))
  try {
    const version = execFileSync('python3', [driver], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
    return rivalOf('networkx', version, 'python3', [driver])
  } catch {
    return undefined
  }
}
