/** Other solvers, each run in a process of its own that is ended when it takes too long. */
import { spawnSync } from 'node:child_process'

/** The best of that many runs counts, as long as they take less than that together: the same for us and for them. */
export const RUNS = 3
export const SECONDS_FOR_RUNS = 3

/** What a rival did with a graph; `stopped` says which cap it ran into, or that it failed. Seconds without reading the file. */
export type RivalRun =
  | { readonly seconds: number; readonly weight: number; readonly megabytes: number }
  | { readonly stopped: string }

export interface Rival {
  readonly name: string
  readonly version: string
  readonly solve: (file: string, capSeconds: number) => RivalRun
}

/** More memory than this is not given to those that can be told. */
export const CAP_MEGABYTES = 6144

/** What a driver exits with when it runs out of memory. */
const OUT_OF_MEMORY = 3

/** A rival whose driver reads the graph file named by its last argument, and prints one line of JSON. */
export const rivalOf = (name: string, version: string, command: string, args: readonly string[]): Rival => ({
  name,
  version,
  solve: (file, capSeconds) => {
    let best: RivalRun = { stopped: 'not run' }
    let spent = 0
    for (let i = 0; i < RUNS && spent < SECONDS_FOR_RUNS; i++) {
      const child = spawnSync(command, [...args, file], {
        encoding: 'utf8',
        timeout: capSeconds * 1000,
        killSignal: 'SIGKILL',
      })
      if (child.error !== undefined && 'code' in child.error && child.error.code === 'ETIMEDOUT')
        return { stopped: `> ${capSeconds} s` }
      if (child.status === OUT_OF_MEMORY) return { stopped: `> ${CAP_MEGABYTES / 1024} GiB` }
      if (child.status !== 0) {
        console.error(child.error?.message ?? child.stderr.slice(0, 500))
        return { stopped: 'failed' }
      }
      const run: { seconds: number; weight: number; megabytes: number } = JSON.parse(child.stdout)
      spent += run.seconds
      if (!('seconds' in best) || run.seconds < best.seconds) best = run
    }
    return best
  },
})
