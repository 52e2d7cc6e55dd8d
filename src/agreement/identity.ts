const OFFSET = 0xcbf29ce484222325n
const PRIME = 0x100000001b3n
const MASK = 0xffffffffffffffffn

/** FNV-1a over code units, the low byte first, in 64 bits (Fowler, Noll and Vo): 16 hexadecimal digits. */
export const fingerprint = (text: string): string => {
  let hash = OFFSET
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    hash = ((hash ^ BigInt(unit & 0xff)) * PRIME) & MASK
    hash = ((hash ^ BigInt(unit >> 8)) * PRIME) & MASK
  }
  return hash.toString(16).padStart(16, '0')
}

/** The id of an agreement of these members (in code unit order) from this day on. */
export const agreementId = (members: readonly string[], start: string): string =>
  `agreement-${fingerprint(JSON.stringify([members, start]))}`

export const sessionId = (agreement: string, number: number): string => `${agreement}-s${number}`

export const goalId = (agreement: string, member: string, key: string): string =>
  `${agreement}-g${fingerprint(JSON.stringify([member, key]))}`
