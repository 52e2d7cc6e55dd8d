// Three friends, one veto: somebody stays alone today, and deserves to know why.
import { isLeft } from 'fp-ts/lib/Either.js'
import { formatMatchError, matchPeers } from 'peermatch'

const friends = [
  { id: 'ana', name: 'Ana', offers: ['Spanish', 'guitar'], wants: ['skiing', 'cooking'] },
  { id: 'ben', name: 'Ben', offers: ['skiing'], wants: ['Spanish', 'guitar'] },
  { id: 'cem', name: 'Cem', offers: ['cooking'], wants: ['Spanish'] },
]

const show = (title: string, options = {}): void => {
  console.log(title)
  const answer = matchPeers(friends, options)
  if (isLeft(answer)) return console.log(formatMatchError(answer.left))
  for (const { members, gains } of answer.right.pairs)
    console.log(`  ${members.join(' + ')} (gains ${gains.join(', ')})`)
  for (const { id, reason } of answer.right.unmatched) console.log(`  ${id} is out: ${reason.detail}`)
}

show('Everybody may learn with everybody:')
show('Ana and Ben would rather not:', { rules: { bans: [['ana', 'ben']] } })
show('Ana must be with Cem, come what may:', { rules: { pins: [['ana', 'cem']] } })
show('A slip of the pen:', { rules: { bans: [['ana', 'bne']] } })
