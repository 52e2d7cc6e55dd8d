/** A laminar family as a forest, whose nodes are numbered by size, smallest first: a parent comes after its children. */
export interface BlossomForest {
  readonly size: Int32Array
  readonly dual2x: Float64Array
  /** Per node, the smallest blossom that holds it, or -1. */
  readonly parent: Int32Array
  /** Per node, the number of blossoms around it. */
  readonly depth: Int32Array
  /** Per node, a blossom around it, so chosen that climbing takes O(log) steps (Myers 1983); a root is its own. */
  readonly jump: Int32Array
  /** Per node, the sum of its dual and of those around it. */
  readonly around2x: Float64Array
  /** Per vertex, the smallest blossom that holds it, or -1. */
  readonly inner: Int32Array
  /** Per vertex, the largest blossom that holds it, or -1. */
  readonly outer: Int32Array
}

/** Completes a forest with what climbing it takes. O(nodes). */
export function withClimbers(forest: Omit<BlossomForest, 'depth' | 'jump' | 'around2x'>): BlossomForest {
  const { parent, dual2x } = forest
  const count = parent.length
  const depth = new Int32Array(count)
  const jump = new Int32Array(count)
  const around2x = new Float64Array(count)
  for (let node = count - 1; node >= 0; node--) {
    const up = parent[node]!
    if (up === -1) {
      jump[node] = node
      around2x[node] = dual2x[node]!
      continue
    }
    const far = jump[up]!
    depth[node] = depth[up]! + 1
    const nearStep = depth[up]! - depth[far]!
    const farStep = depth[far]! - depth[jump[far]!]!
    jump[node] = nearStep === farStep ? jump[far]! : up
    around2x[node] = around2x[up]! + dual2x[node]!
  }
  return { ...forest, depth, jump, around2x }
}

/** The smallest blossom that holds both vertices, or -1. Cost O(log b). */
export function smallestAround(forest: BlossomForest, u: number, v: number): number {
  const { parent, depth, jump, inner, outer } = forest
  if (outer[u] === -1 || outer[u] !== outer[v]) return -1
  // The lowest common ancestor; they share a root, so there is one.
  let a = inner[u]!
  let b = inner[v]!
  while (depth[a]! > depth[b]!) a = depth[jump[a]!]! >= depth[b]! ? jump[a]! : parent[a]!
  while (depth[b]! > depth[a]!) b = depth[jump[b]!]! >= depth[a]! ? jump[b]! : parent[b]!
  while (a !== b) {
    // Nodes of one depth have jumps of one length.
    const together = jump[a] === jump[b]
    a = together ? parent[a]! : jump[a]!
    b = together ? parent[b]! : jump[b]!
  }
  return a
}

/**
 * The forest of blossoms, numbered by size, whose members are stretches of one array in which no vertex occurs twice: then sets are laminar exactly
 * if the stretches are, and nothing need be read more than once, however deep they nest. O(n log b) where reading each
 * set by itself costs their total size, which may be n * b.
 *
 * Only ever accepts: `undefined` says that the members do not lie like that, or are not laminar, and that whoever asks must read them one
 * by one. `members` is untrusted, `size` the lengths it claimed. No foreign code runs: everything is asked of the typed
 * arrays' own internals, and what they hold is copied before it is looked at.
 */
export function forestOfStretches(
  members: readonly unknown[],
  size: Int32Array,
  dual2x: Float64Array,
  n: number,
): BlossomForest | undefined {
  const stretches = stretchesOf(members, size, n)
  if (stretches === undefined) return undefined
  const { start, vertexAt } = stretches

  const position = new Int32Array(n).fill(-1)
  for (let i = 0; i < vertexAt.length; i++) {
    const v = vertexAt[i]!
    if (v < 0 || v >= n || position[v] !== -1) return undefined
    position[v] = i
  }

  // From left to right, with the stretches that are open in a stack, innermost last.
  const count = size.length
  const byStart = sortedBy(start, vertexAt.length, sortedBy(size, n).toReversed())
  const parent = new Int32Array(count).fill(-1)
  const inner = new Int32Array(n).fill(-1)
  const open = new Int32Array(count)
  let depth = 0
  let from = 0
  for (let i = 0; i <= count; i++) {
    const node = i < count ? byStart[i]! : -1
    const begin = node < 0 ? vertexAt.length : start[node]!
    while (depth > 0 && start[open[depth - 1]!]! + size[open[depth - 1]!]! <= begin) {
      const closed = open[--depth]!
      for (; from < start[closed]! + size[closed]!; from++) inner[vertexAt[from]!] = closed
    }
    const around = depth > 0 ? open[depth - 1]! : -1
    for (; from < begin; from++) inner[vertexAt[from]!] = around
    if (node < 0) break
    // Neither the same set twice nor one that sticks out of the other.
    if (around >= 0 && (size[node] === size[around] || begin + size[node]! > start[around]! + size[around]!))
      return undefined
    parent[node] = around
    open[depth++] = node
  }

  const root = new Int32Array(count)
  for (let node = count - 1; node >= 0; node--) root[node] = parent[node] === -1 ? node : root[parent[node]!]!
  const outer = new Int32Array(n).fill(-1)
  for (let v = 0; v < n; v++) if (inner[v] !== -1) outer[v] = root[inner[v]!]!
  return withClimbers({ size, dual2x, parent, inner, outer })
}

/**
 * The nodes `0 .. key.length - 1`, or those of `nodes`, in ascending order of key, equal ones in the order they had. Keys are whole and at most
 * `most`: a counting sort. O(most + nodes).
 */
export function sortedBy(key: Int32Array, most: number, nodes?: Int32Array): Int32Array {
  const place = new Int32Array(most + 2)
  for (let node = 0; node < key.length; node++) place[key[node]! + 1]!++
  for (let i = 0; i <= most; i++) place[i + 1]! += place[i]!
  const sorted = new Int32Array(key.length)
  for (let i = 0; i < key.length; i++) {
    const node = nodes === undefined ? i : nodes[i]!
    sorted[place[key[node]!]!++] = node
  }
  return sorted
}

/** Whether every blossom of `2k + 1` members holds `k` matched edges. O(n log b). */
export function allFull(forest: BlossomForest, mate: Int32Array): boolean {
  const { size, parent } = forest
  const held = new Int32Array(size.length)
  for (let v = 0; v < mate.length; v++) {
    if (mate[v]! <= v) continue
    const node = smallestAround(forest, v, mate[v]!)
    if (node !== -1) held[node]!++
  }
  for (let node = 0; node < size.length; node++) {
    if (2 * held[node]! + 1 !== size[node]) return false
    if (parent[node] !== -1) held[parent[node]!]! += held[node]!
  }
  return true
}

/** Where each stretch starts in a copy of the part of the array that they cover together, at most `most` long. */
function stretchesOf(
  members: readonly unknown[],
  size: Int32Array,
  most: number,
): { start: Int32Array; vertexAt: Int32Array } | undefined {
  if (members.length === 0) return undefined
  const typedArray: object = Object.getPrototypeOf(Int32Array.prototype)
  const internal = (name: PropertyKey): ((of: unknown) => unknown) => {
    const get = Object.getOwnPropertyDescriptor(typedArray, name)!.get!
    return (of) => get.call(of)
  }
  // `undefined` for anything that is not a typed array, proxies included; the other getters may be asked only after it.
  const kindOf = internal(Symbol.toStringTag)
  const [bufferOf, byteOffsetOf, lengthOf] = [internal('buffer'), internal('byteOffset'), internal('length')]
  let buffer: unknown
  const start = new Int32Array(members.length)
  let low = Infinity
  let high = 0
  for (let node = 0; node < members.length; node++) {
    const each = members[node]
    if (kindOf(each) !== 'Int32Array' || lengthOf(each) !== size[node]) return undefined
    buffer ??= bufferOf(each)
    if (bufferOf(each) !== buffer) return undefined
    start[node] = (byteOffsetOf(each) as number) / 4
    low = Math.min(low, start[node]!)
    high = Math.max(high, start[node]! + size[node]!)
  }
  if (high - low > most) return undefined
  for (let node = 0; node < members.length; node++) start[node]! -= low
  return { start, vertexAt: new Int32Array(buffer as ArrayBuffer, 4 * low, high - low).slice() }
}
