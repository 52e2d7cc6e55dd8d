/** Something with a length; what its elements are is not known yet. */
export type Column = ArrayLike<unknown>

/** Runs foreign code (getters, proxies); what it throws becomes a reason. */
export function attempt<A>(read: () => A): A | string {
  try {
    return read()
  } catch {
    return 'the solution cannot be read: it threw'
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

export function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value)
}

export function isCount(value: unknown): value is number {
  return isWhole(value) && value >= 0
}

export function lengthOf(value: unknown): number | undefined {
  if (!isObject(value)) return undefined
  const { length } = value
  return isCount(length) ? length : undefined
}

export function entries(length: number | undefined): string {
  return length === undefined ? 'no length' : `${length} entries`
}
