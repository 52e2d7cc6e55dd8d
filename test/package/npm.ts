import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The repository. */
export const root: string = fileURLToPath(new URL('../..', import.meta.url))

export interface Run {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program without a shell; `status` is null when it could not be started or was killed. */
export const run = (program: string, args: readonly string[], cwd: string): Run => {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8', timeout: 110_000 })
  return { status, stdout: stdout ?? '', stderr: error === undefined ? (stderr ?? '') : String(error) }
}

/**
 * Runs npm by the script that runs us, because `npm` itself is a batch file on Windows.
 *
 * @throws Error when npm fails.
 */
export const npm = (args: readonly string[], cwd: string): string => {
  const script = process.env['npm_execpath']
  const ran =
    script !== undefined && /npm-cli\.c?js$/.test(script)
      ? run(process.execPath, [script, ...args], cwd)
      : run('npm', args, cwd)
  if (ran.status !== 0) throw new Error(`npm ${args.join(' ')} failed in ${cwd}\n${ran.stdout}\n${ran.stderr}`)
  return ran.stdout
}
