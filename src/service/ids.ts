/** Where identities come from; tests and demos bring their own. */
export interface Ids {
  /** The id of the project that a command creates: the same when the command is repeated. */
  projectId(commandId: string): string
  /**
   * A command's id: unique, random, and as a string in the order of the times that it is given, whenever it is asked.
   * Letters, digits, `-` and `_` only.
   */
  commandId(nowMs: number): string
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const TIME_CHARACTERS = 10
const RANDOM_CHARACTERS = 16

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/

/** ULIDs (48 bits of time, 80 of chance) for commands, and the same 128 bits as a UUID for the project of a command. */
export const randomIds: Ids = {
  projectId: (commandId) => (ULID.test(commandId) ? asUuid(commandId) : commandId),
  commandId: (nowMs) => {
    let time = ''
    for (let rest = Math.floor(nowMs), i = 0; i < TIME_CHARACTERS; i++, rest = Math.floor(rest / 32)) {
      time = CROCKFORD.charAt(rest % 32) + time
    }
    const chance = crypto.getRandomValues(new Uint8Array(RANDOM_CHARACTERS))
    return time + Array.from(chance, (byte) => CROCKFORD.charAt(byte % 32)).join('')
  },
}

function asUuid(ulid: string): string {
  let bits = 0n
  for (const character of ulid) bits = bits * 32n + BigInt(CROCKFORD.indexOf(character))
  const hex = bits.toString(16).padStart(32, '0')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
