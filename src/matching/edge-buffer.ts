import type { EdgeList } from '../graph/edge-list.ts'

/** An edge list that grows: columns that double when they are full. */
export class EdgeBuffer {
  count = 0
  private source: Int32Array = new Int32Array(1024)
  private target: Int32Array = new Int32Array(1024)
  private weight: Float64Array = new Float64Array(1024)

  add(u: number, v: number, weight: number): void {
    if (this.count === this.source.length) this.grow()
    this.source[this.count] = u
    this.target[this.count] = v
    this.weight[this.count++] = weight
  }

  /** Views of the filled part, good until the next `add`. */
  list(vertexCount: number): EdgeList {
    return {
      vertexCount,
      source: this.source.subarray(0, this.count),
      target: this.target.subarray(0, this.count),
      weight: this.weight.subarray(0, this.count),
    }
  }

  private grow(): void {
    const capacity = 2 * this.count
    const source = new Int32Array(capacity)
    const target = new Int32Array(capacity)
    const weight = new Float64Array(capacity)
    source.set(this.source)
    target.set(this.target)
    weight.set(this.weight)
    this.source = source
    this.target = target
    this.weight = weight
  }
}
