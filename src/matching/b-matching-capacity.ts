/** Throws a `RangeError` unless there is one whole number from 0 up for each vertex; it names the first that is none. */
export function validateCapacity(capacity: ArrayLike<number>, vertexCount: number): void {
  if (typeof capacity !== 'object' || capacity === null || capacity.length !== vertexCount) {
    throw new RangeError(`capacity: expected one whole number for each of the ${vertexCount} vertices`)
  }
  for (let v = 0; v < vertexCount; v++) {
    const value: unknown = capacity[v]
    if (!Number.isSafeInteger(value) || (value as number) < 0) {
      throw new RangeError(
        `vertex ${v}: capacity ${typeof value === 'number' ? value : typeof value} is not a whole number from 0 up`,
      )
    }
  }
}
