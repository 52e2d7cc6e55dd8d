import type { PreferenceGraph } from './preference-graph.ts'
import type { TakePreference } from './preference-oracle.ts'

/** A preference graph in the making: columns that double when they are full. */
export class PreferenceBuffer {
  count: number = 0
  private source: Int32Array = new Int32Array(1024)
  private target: Int32Array = new Int32Array(1024)
  private sourceGain: Float64Array = new Float64Array(1024)
  private targetGain: Float64Array = new Float64Array(1024)
  private weight: Float64Array = new Float64Array(1024)

  readonly add: TakePreference = (v, u, gainV, gainU, weight) => {
    const at = this.count++
    if (at === this.source.length) this.grow()
    this.source[at] = v
    this.target[at] = u
    this.sourceGain[at] = gainV
    this.targetGain[at] = gainU
    this.weight[at] = weight
  }

  /** Views of what has been added so far. */
  graph(vertexCount: number): PreferenceGraph {
    const { count } = this
    return {
      vertexCount,
      source: this.source.subarray(0, count),
      target: this.target.subarray(0, count),
      sourceGain: this.sourceGain.subarray(0, count),
      targetGain: this.targetGain.subarray(0, count),
      weight: this.weight.subarray(0, count),
    }
  }

  private grow(): void {
    this.source = doubled(this.source, new Int32Array(2 * this.source.length))
    this.target = doubled(this.target, new Int32Array(2 * this.target.length))
    this.sourceGain = doubled(this.sourceGain, new Float64Array(2 * this.sourceGain.length))
    this.targetGain = doubled(this.targetGain, new Float64Array(2 * this.targetGain.length))
    this.weight = doubled(this.weight, new Float64Array(2 * this.weight.length))
  }
}

function doubled<Column extends Int32Array | Float64Array>(from: Column, to: Column): Column {
  to.set(from)
  return to
}
