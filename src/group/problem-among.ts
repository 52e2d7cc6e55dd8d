import type { GroupProblem } from './group-problem.ts'

/**
 * The same problem among some people only, `kept` ascending: person `i` is `kept[i]`. Sets that must be together are either kept whole or not at all. Linear in the problem.
 */
export function problemAmong(problem: GroupProblem, kept: Int32Array): GroupProblem {
  const {
    wantStart,
    wantPriority,
    liftStart,
    liftTeacher,
    lift,
    apart,
    together,
    limits,
    times,
    personBonus,
    pairBonus,
  } = problem
  const place = new Int32Array(problem.personCount).fill(-1)
  kept.forEach((p, i) => {
    place[p] = i
  })
  const wants = { start: [0], priority: [] as number[], liftStart: [0], teacher: [] as number[], lift: [] as number[] }
  for (const p of kept) {
    for (let want = wantStart[p]!; want < wantStart[p + 1]!; want++) {
      for (let i = liftStart[want]!; i < liftStart[want + 1]!; i++) {
        if (place[liftTeacher[i]!]! < 0) continue
        wants.teacher.push(place[liftTeacher[i]!]!)
        wants.lift.push(lift[i]!)
      }
      wants.priority.push(wantPriority[want]!)
      wants.liftStart.push(wants.teacher.length)
    }
    wants.start.push(wants.priority.length)
  }
  const among = (source: ArrayLike<number>, target: ArrayLike<number>): readonly number[] =>
    Array.from(source, (_, i) => i).filter((i) => place[source[i]!]! >= 0 && place[target[i]!]! >= 0)
  const pairs = apart === undefined ? [] : among(apart.source, apart.target)
  const met = pairBonus === undefined ? [] : among(pairBonus.source, pairBonus.target)
  return {
    ...problem,
    personCount: kept.length,
    wantStart: wants.start,
    wantPriority: wants.priority,
    liftStart: wants.liftStart,
    liftTeacher: wants.teacher,
    lift: wants.lift,
    ...(apart === undefined
      ? {}
      : {
          apart: {
            source: pairs.map((i) => place[apart.source[i]!]!),
            target: pairs.map((i) => place[apart.target[i]!]!),
          },
        }),
    ...(together === undefined
      ? {}
      : {
          together: together
            .filter((set) => Array.from(set).every((p) => place[p]! >= 0))
            .map((set) => Array.from(set, (p) => place[p]!)),
        }),
    ...(limits === undefined
      ? {}
      : {
          limits: limits.map(({ members, allowed }) => ({
            members: Array.from(members, (p) => place[p]!).filter((i) => i >= 0),
            allowed,
          })),
        }),
    ...(times === undefined
      ? {}
      : {
          times: {
            ...times,
            free: Array.from({ length: kept.length * times.words }, (_, i) => {
              const [person, word] = [Math.floor(i / times.words), i % times.words]
              return times.free[kept[person]! * times.words + word]!
            }),
          },
        }),
    ...(personBonus === undefined ? {} : { personBonus: Array.from(kept, (p) => personBonus[p]!) }),
    ...(pairBonus === undefined
      ? {}
      : {
          pairBonus: {
            source: met.map((i) => place[pairBonus.source[i]!]!),
            target: met.map((i) => place[pairBonus.target[i]!]!),
            amount: met.map((i) => pairBonus.amount[i]!),
          },
        }),
  }
}
