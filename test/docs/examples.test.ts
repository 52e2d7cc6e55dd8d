import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = join(root, 'examples')
const names = readdirSync(folder).filter((name) => name.endsWith('.ts'))

/** From another folder, so that an example which reads a file relative to where it is started is found out. */
const run = (path: string): { readonly status: number | null; readonly stdout: string; readonly stderr: string } => {
  const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs')
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [tsx, '--tsconfig', join(root, 'tsconfig.json'), path],
    { cwd: tmpdir(), encoding: 'utf8', timeout: 60_000, env: { ...process.env, NODE_NO_WARNINGS: '1' } },
  )
  return { status, stdout, stderr }
}

describe('examples', () => {
  test('are all there', () => {
    expect(names).toEqual(
      expect.arrayContaining(['01-two-friends.ts', '02-real-people.ts', '03-odd-one-out.ts', '04-next-round.ts']),
    )
  })

  test.each(names)('%s runs and prints', (name) => {
    const { status, stdout, stderr } = run(join(folder, name))
    expect(stderr).toBe('')
    expect(status).toBe(0)
    expect(stdout.trim()).not.toBe('')
    // What a person would never want to read.
    expect(stdout).not.toMatch(/\bundefined\b|\bNaN\b|\[object Object\]/)
  })
})
