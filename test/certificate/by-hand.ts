import type { EdgeList } from '../../src/graph/edge-list.ts'
import type { MatchingSolution } from '../../src/matching/solution.ts'
import { graphOf } from '../graphs.ts'

/** A solution in plain arrays, as it comes out of JSON, to be spoilt. */
export interface Plain {
  mate: number[]
  weight: number
  certificate: { dual2x: number[]; blossoms: { members: number[]; dual2x: number }[]; lift: number }
}

export interface Case {
  readonly graph: EdgeList
  readonly solution: MatchingSolution
}

function solutionOf(
  mate: number[],
  weight: number,
  dual2x: number[],
  blossoms: readonly (readonly [members: number[], dual2x: number])[] = [],
  lift = 0,
): MatchingSolution {
  return {
    mate: Int32Array.from(mate),
    weight,
    certificate: {
      dual2x: Float64Array.from(dual2x),
      blossoms: blossoms.map(([members, z]) => ({ members: Int32Array.from(members), dual2x: z })),
      lift,
    },
  }
}

/** 0 -4- 1 -5- 2 -4- 3: the two outer edges. y = 1, 3, 2, 2. */
export const path: Case = {
  graph: graphOf(4, [
    [0, 1, 4],
    [1, 2, 5],
    [2, 3, 4],
  ]),
  solution: solutionOf([1, 0, 3, 2], 8, [2, 6, 4, 4]),
}

/** 0 -3- 1 -5- 2, and 1 again with 2 for 4 (a lighter parallel edge): 0 stays single. y = 0, 3, 2. */
export const single: Case = {
  graph: graphOf(3, [
    [0, 1, 3],
    [1, 2, 4],
    [2, 1, 5],
  ]),
  solution: solutionOf([-1, 2, 1], 5, [0, 6, 4]),
}

/** A triangle of 4s with 3 hanging on 2 by an edge of 1. y3 = 1 pays for it, the blossom's z = 4 for the triangle. */
export const triangle: Case = {
  graph: graphOf(4, [
    [0, 1, 4],
    [1, 2, 4],
    [0, 2, 4],
    [2, 3, 1],
  ]),
  solution: solutionOf([1, 0, 3, 2], 5, [0, 0, 0, 2], [[[0, 1, 2], 8]]),
}

/** A triangle of 6s in a cycle of 4s: 0 1 2 inside, then 2-3, 3-4, 4-0. All y = 0; z = 2 inside, 4 around. */
export const nested: Case = {
  graph: graphOf(5, [
    [0, 1, 6],
    [1, 2, 6],
    [0, 2, 6],
    [2, 3, 4],
    [3, 4, 4],
    [4, 0, 4],
  ]),
  solution: solutionOf(
    [1, 0, -1, 4, 3],
    10,
    [0, 0, 0, 0, 0],
    [
      [[4, 3, 2, 1, 0], 8],
      [[0, 1, 2], 4],
    ],
  ),
}

/** Two triangles of 2s with nothing between them, and 6, 7 joined for 3. */
export const apart: Case = {
  graph: graphOf(8, [
    [0, 1, 2],
    [1, 2, 2],
    [0, 2, 2],
    [3, 4, 2],
    [4, 5, 2],
    [3, 5, 2],
    [6, 7, 3],
  ]),
  solution: solutionOf(
    [1, 0, -1, -1, 5, 4, 7, 6],
    7,
    [0, 0, 0, 0, 0, 0, 1, 5],
    [
      [[2, 1, 0], 4],
      [[3, 4, 5], 4],
    ],
  ),
}

/** 0 -1- 1 -9- 2 -1- 3 under coverage: two edges of 1, though the middle one weighs more. Lift 9: y = 1 9 9 1. */
export const covered: Case = {
  graph: graphOf(4, [
    [0, 1, 1],
    [1, 2, 9],
    [2, 3, 1],
  ]),
  solution: solutionOf([1, 0, 3, 2], 2, [2, 18, 18, 2], [], 9),
}

/** A star with a debt under coverage: 0-1 for 5, 0-2 for 3, 0-3 for -2. Lift 10: y0 = 13, y1 = 2. */
export const star: Case = {
  graph: graphOf(4, [
    [0, 1, 5],
    [0, 2, 3],
    [0, 3, -2],
  ]),
  solution: solutionOf([1, 0, -1, -1], 5, [26, 4, 0, 0], [], 10),
}

/** No vertices at all. */
export const nothing: Case = { graph: graphOf(0, []), solution: solutionOf([], 0, []) }

/** One edge that nobody wants: under `weight` both stay single. */
export const debt: Case = { graph: graphOf(2, [[0, 1, -3]]), solution: solutionOf([-1, -1], 0, [0, 0]) }

export const cases: Readonly<Record<string, Case>> = {
  path,
  single,
  triangle,
  nested,
  apart,
  covered,
  star,
  nothing,
  debt,
}

export function plain({ mate, weight, certificate }: MatchingSolution): Plain {
  return {
    mate: Array.from(mate),
    weight,
    certificate: {
      dual2x: Array.from(certificate.dual2x),
      blossoms: certificate.blossoms.map(({ members, dual2x }) => ({ members: Array.from(members), dual2x })),
      lift: certificate.lift,
    },
  }
}
