interface Taken {
  readonly name: string
  /** How often it may be started again. */
  readonly restarts: number
}

/** What the network is called, which holds what senders left behind. */
export const NETWORK = 'network'

/** Which names are taken: those of processes, and those that they have when they are started again. */
export class ProcessNames {
  readonly #taken: Taken[] = [{ name: NETWORK, restarts: 0 }]

  /** Takes a name that nobody else has or will have, nor one whose ids would be the same. */
  take(name: string, restarts = 0): void {
    const own = { name, restarts }
    const other = this.#taken.find((one) => isEverCalled(one, name) || isEverCalled(own, one.name))
    if (other !== undefined) {
      throw new Error(
        `a process ${other.name} was started before; give ${name} another name, that no restart has either`,
      )
    }
    this.#taken.push(own)
  }
}

/** The name of a process in its first life, in its second … */
export function nameIn(life: number, name: string): string {
  return life === 1 ? name : `${name}-${life}`
}

/** What the ids of a process begin with. */
export function idsPrefix(name: string): string {
  return `${name.replaceAll(/\W/g, '-')}-`
}

function isEverCalled({ name, restarts }: Taken, other: string): boolean {
  const [own, theirs] = [idsPrefix(name), idsPrefix(other)]
  if (own === theirs) return true
  const life = theirs.startsWith(own) ? Number(theirs.slice(own.length, -1)) : 0
  return life >= 2 && life <= restarts + 1 && idsPrefix(nameIn(life, name)) === theirs
}
