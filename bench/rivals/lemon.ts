/** LEMON, a C++ library with an O(n m log n) matching; our driver of it is built here. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CAP_MEGABYTES, type Rival, rivalOf } from './rival.ts'

/** undefined where there is no compiler, or no LEMON (Debian: liblemon-dev). */
export function findLemon(cache: string): Rival | undefined {
  const program = join(cache, 'lemon')
  const source = fileURLToPath(new URL('./lemon.cpp', import.meta.url))
  try {
    execFileSync('g++', ['-O3', '-march=native', '-DNDEBUG', '-std=c++17', '-o', program, source], { stdio: 'ignore' })
    const version = execFileSync(program, { encoding: 'utf8' }).trim()
    const compiler = execFileSync('g++', ['-dumpfullversion'], { encoding: 'utf8' }).trim()
    return rivalOf('LEMON', `${version} (C++, g++ ${compiler} -O3)`, program, [String(CAP_MEGABYTES)])
  } catch {
    return undefined
  }
}
