/** Where identities come from; tests and demos bring their own. */
export interface Ids {
  /** A new project's id. */
  projectId(): string
  /** A command's id: unique, random, and in the order of time as a string. Letters, digits, `-` and `_` only. */
  commandId(nowMs: number): string
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const TIME_CHARACTERS = 10
const RANDOM_CHARACTERS = 16

/** UUIDs for projects, ULIDs (48 bits of time, 80 of chance) for commands. */
export const randomIds: Ids = {
  projectId: () => crypto.randomUUID(),
  commandId: (nowMs) => {
    let time = ''
    for (let rest = Math.floor(nowMs), i = 0; i < TIME_CHARACTERS; i++, rest = Math.floor(rest / 32)) {
      time = CROCKFORD.charAt(rest % 32) + time
    }
    const chance = crypto.getRandomValues(new Uint8Array(RANDOM_CHARACTERS))
    return time + Array.from(chance, (byte) => CROCKFORD.charAt(byte % 32)).join('')
  },
}
