/** 53 bits out of two independent multiplicative hashes. */
const profileHash = (units: Int32Array, length: number): number => {
  let a = 0x2545f491
  let b = 0x1b873593
  for (let i = 0; i < length; i++) {
    a = Math.imul(a ^ units[i]!, 0x9e3779b1)
    a ^= a >>> 15
    b = Math.imul(b + units[i]!, 0x85ebca6b)
    b ^= b >>> 13
  }
  return (a >>> 0) * 0x200000 + (b >>> 11)
}

const longer = (from: Int32Array, length: number, more: number): Int32Array => {
  const to = new Int32Array(Math.max(2 * from.length, length + more))
  to.set(from.subarray(0, length))
  return to
}

/**
 * Tells profiles apart. Nearly always the hash is enough to find the class, and one comparison confirms it; whoever shares
 * a hash with another profile is looked up by the whole profile as text, so that hostile profiles cost no more than that.
 */
export class Profiles {
  count: number = 0
  private units: Int32Array = new Int32Array(64)
  private length = 0
  private readonly byHash = new Map<number, number>()
  private readonly byText = new Map<string, number>()
  /** The profile of each class that `byHash` leads to, one after the other. */
  private kept: Int32Array = new Int32Array(1024)
  private keptLength = 0
  private readonly keptFrom: number[] = []

  private readonly hash: (units: Int32Array, length: number) => number

  constructor(hash: (units: Int32Array, length: number) => number = profileHash) {
    this.hash = hash
  }

  clear(): void {
    this.length = 0
  }

  /** `value` tells offers (below 8) from wants (8 and above). */
  write(skill: number, value: number): void {
    if (this.length + 2 > this.units.length) this.units = longer(this.units, this.length, 2)
    this.units[this.length++] = skill
    this.units[this.length++] = value
  }

  /** The number of the class with the profile that was written; a new one if there is none. */
  find(): number {
    const hash = this.hash(this.units, this.length)
    const found = this.byHash.get(hash)
    if (found === undefined) {
      this.byHash.set(hash, this.count)
      this.keptFrom[this.count] = this.keptLength
      if (this.keptLength + this.length + 1 > this.kept.length) {
        this.kept = longer(this.kept, this.keptLength, this.length + 1)
      }
      this.kept[this.keptLength++] = this.length
      this.kept.set(this.units.subarray(0, this.length), this.keptLength)
      this.keptLength += this.length
      return this.count++
    }
    if (this.isKept(this.keptFrom[found]!)) return found
    const text = this.units.subarray(0, this.length).join()
    const same = this.byText.get(text)
    if (same !== undefined) return same
    this.byText.set(text, this.count)
    return this.count++
  }

  private isKept(from: number): boolean {
    const { units, kept, length } = this
    if (kept[from] !== length) return false
    for (let i = 0; i < length; i++) if (kept[from + 1 + i] !== units[i]) return false
    return true
  }
}
