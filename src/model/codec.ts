import * as t from 'io-ts'
import { formatIssue } from './issue.ts'
import type { Reader } from './read.ts'
import { Report } from './report.ts'
import { isList, renderPath } from './show.ts'

/** `club[0]` for a codec that stands inside others, the codec's own root when it stands alone. */
const rootOf = (context: t.Context, root: string): string => {
  const keys = context.slice(1).map((entry) => (/^\d+$/.test(entry.key) ? Number(entry.key) : entry.key))
  return keys.length === 0 ? root : renderPath('', keys).replace(/^\./, '')
}

/**
 * Whether reading changed nothing: `u` looks exactly like `read`. Walks along `read`, which is ours, acyclic and shallow,
 * so the depth is bounded and a hostile `u` is only ever compared with something small.
 */
const sameAs = (read: unknown, u: unknown): boolean => {
  if (Object.is(read, u)) return true
  if (typeof read !== 'object' || read === null || typeof u !== 'object' || u === null) return false
  if (isList(read)) return isList(u) && u.length === read.length && read.every((item, i) => sameAs(item, u[i]))
  if (read instanceof Map) {
    const other: ReadonlyMap<unknown, unknown> | undefined = u instanceof Map ? u : undefined
    return (
      other?.size === read.size && [...read].every(([key, value]) => other.has(key) && sameAs(value, other.get(key)))
    )
  }
  const keys = Object.keys(read)
  return (
    keys.length === Object.keys(u).length &&
    keys.every(
      (key) =>
        Object.hasOwn(u, key) &&
        sameAs((read as Readonly<Record<string, unknown>>)[key], (u as Readonly<Record<string, unknown>>)[key]),
    )
  )
}

const run = <A>(
  root: string,
  read: Reader<A>,
  u: unknown,
): { readonly value: A | undefined; readonly report: Report } => {
  const report = new Report(root)
  const value = read(report, u)
  return { value: report.total === 0 ? value : undefined, report }
}

/**
 * A `Reader` as an io-ts codec. `decode` is total: it never throws. Its errors carry the message as `message`, in our own
 * words; they are capped like those of `decodePeople`. `is` holds for values that decode to themselves.
 */
export const codec = <A, O>(
  name: string,
  root: string,
  read: Reader<A>,
  encode: (value: A) => O,
): t.Type<A, O, unknown> =>
  new t.Type<A, O, unknown>(
    name,
    (u): u is A => {
      try {
        const { value } = run(root, read, u)
        return value !== undefined && sameAs(value, u)
      } catch {
        return false
      }
    },
    (u, context) => {
      const { value, report } = run(rootOf(context, root), read, u)
      if (value !== undefined) return t.success(value)
      return t.failures(report.issues.map((issue) => ({ value: u, context, message: formatIssue(issue) })))
    },
    encode,
  )
