// Two friends: one teaches Spanish, the other teaches skiing. Nobody is the mentor; both are.
import { matchPeersOrThrow } from 'peermatch'

const { pairs, proof } = matchPeersOrThrow([
  { id: 'ana', name: 'Ana', offers: [{ skill: 'Spanish', level: 5 }], wants: ['skiing'] },
  { id: 'ben', name: 'Ben', offers: [{ skill: 'Skiing', level: 4 }], wants: [{ skill: 'spanish', level: 1 }] },
])

for (const { members, gains, weight, exchange } of pairs) {
  console.log(`${members.join(' and ')} gain ${gains.join(' and ')}: weight ${weight.toFixed(2)}`)
  for (const line of exchange) {
    console.log(`  ${line.from} teaches ${line.to} ${line.skill}: up to ${line.lift} levels, to level ${line.level}`)
  }
}
console.log(proof.optimal ? 'No better answer exists.' : `At most ${(100 * proof.gap).toFixed(2)} % could be better.`)
