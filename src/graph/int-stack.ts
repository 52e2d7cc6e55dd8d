/** A stack of integers that grows as needed and keeps its memory. */
export class IntStack {
  size = 0
  private items: Int32Array = new Int32Array(64)

  push(value: number): void {
    if (this.size === this.items.length) {
      const items = new Int32Array(2 * this.items.length)
      items.set(this.items)
      this.items = items
    }
    this.items[this.size++] = value
  }

  pop(): number {
    return this.items[--this.size]!
  }

  at(index: number): number {
    return this.items[index]!
  }
}
