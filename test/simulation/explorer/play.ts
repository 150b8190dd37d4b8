import { nextTurn } from '../../../src/testing/next-turn.js'
import { SimulatedWorld } from '../../../src/testing/simulation/simulated-world.js'
import type { Waiting } from '../../../src/testing/simulation/waiting.js'
import type { Choice, GoingOn } from './choice.js'
import { digest, textOf } from './digest.js'
import type { SetUp } from './set-up.js'

/** What a process waits for. */
export interface Wait extends Waiting {
  /** Since when, in milliseconds since 1970. */
  readonly sinceMs: number
}

/** What was there when the processes started. */
export interface Snapshot<Beginning> {
  readonly beginning: Beginning
  readonly items: ReturnType<SimulatedWorld['store']['exportItems']>
  readonly objects: ReturnType<SimulatedWorld['blobs']['objects']>
  readonly nowMs: number
}

/** Makes the beginning once, for all the plays that start from it. */
export async function snapshotOf<Beginning>(setUp: SetUp<Beginning>): Promise<Snapshot<Beginning>> {
  const world = worldOf(setUp)
  const beginning = await setUp.begin(world)
  return {
    beginning,
    items: world.store.exportItems(),
    objects: world.blobs.objects(),
    nowMs: world.nowMs,
  }
}

function worldOf({ policy }: Pick<SetUp<unknown>, 'policy'>): SimulatedWorld {
  // Without chance a wait between two tries takes no time; how long one lasts is chosen by who goes first.
  return new SimulatedWorld({ random: () => 0, ...(policy !== undefined && { policy }) })
}

/** A world that follows choices from the beginning on. */
export class Play {
  readonly world: SimulatedWorld
  readonly names: readonly string[]
  readonly #pasts = new Map<string, string>()
  readonly #since = new Map<Waiting, number>()
  readonly #leftovers = new Map<Waiting, string>()
  #answer = ''

  private constructor(world: SimulatedWorld) {
    this.world = world
    this.names = [...new Set(world.parked().map(({ by }) => by))]
    for (const name of this.names) this.#pasts.set(name, name)
  }

  static async begin<Beginning>(setUp: SetUp<Beginning>, snapshot: Snapshot<Beginning>): Promise<Play> {
    const world = worldOf(setUp)
    for (const item of snapshot.items) world.store.putItem(item)
    for (const object of snapshot.objects) world.blobs.putObject(object)
    world.passTo(snapshot.nowMs)
    for (const promise of setUp.promises) world.observe(promise(world))
    setUp.start(world, snapshot.beginning)
    await nextTurn()
    const play = new Play(world)
    world.observe({
      answered: (_, answer) => {
        play.#answer = textOf(answer)
      },
    })
    play.#note()
    return play
  }

  /** What must not happen and did. */
  problems(): readonly string[] {
    const { problems, running } = this.world
    const waiting = this.names.filter((name) => this.#parked(name).length > 0).length
    return running === waiting ? problems : [...problems, 'a process waits for what never comes']
  }

  /** Everything that is stored, in short. */
  content(): string {
    return digest(JSON.stringify([this.world.store.exportItems(), this.world.blobs.objects()]))
  }

  /**
   * All that a process has seen so far, in short: each answer, and the time at which it went on. It knows of nothing else, so
   * what it waits for and whatever it will do follows from that.
   */
  past(process: number): string {
    return this.#pasts.get(this.#name(process)) ?? ''
  }

  /** What a process waits for; nothing when it has ended. */
  waits(process: number): readonly Wait[] {
    return this.#parked(this.#name(process)).map((waiting) => ({
      ...waiting,
      sinceMs: this.#since.get(waiting) ?? 0,
    }))
  }

  /** The requests that got no answer and have not taken effect. */
  leftovers(): readonly string[] {
    return this.#parked('network').map((waiting) => this.#leftovers.get(waiting) ?? '')
  }

  async take(choice: Choice): Promise<void> {
    switch (choice.kind) {
      case 'passes':
        this.world.passTo(choice.untilMs)
        break
      case 'arrives-late':
        await this.#tell('network', choice.at, 'arrives')
        break
      case 'goes-on':
        await this.#goOn(choice)
    }
    this.#note()
  }

  async #goOn({ process, at, way }: GoingOn): Promise<void> {
    const name = this.#name(process)
    const before = this.#parked(name)
    const saw = (what: string) => {
      this.#pasts.set(name, digest(`${this.past(process)} ${this.world.nowMs} ${at} ${what}`))
    }
    if (way === 'arrives' || way === 'arrives-held') {
      await this.#tell(name, at, 'arrives')
      const answerAt = this.#parked(name).findIndex((waiting) => !before.includes(waiting))
      saw(`${way} ${this.#answer}`)
      if (way === 'arrives') await this.#tell(name, answerAt, 'answers')
    } else {
      const isSentBy = digest(`${this.past(process)} ${at}`)
      const network = this.#parked('network')
      await this.#tell(name, at, way)
      for (const waiting of this.#parked('network'))
        if (!network.includes(waiting)) this.#leftovers.set(waiting, isSentBy)
      saw(way)
    }
    // What follows upon a wait of no length is a request, which can wait itself.
    for (;;) {
      const awake = this.#parked(name).findIndex(
        (waiting) =>
          !before.includes(waiting) && waiting.dueMs !== undefined && waiting.dueMs <= this.world.nowMs,
      )
      if (awake === -1) break
      await this.#tell(name, awake, 'wakes')
    }
  }

  async #tell(name: string, at: number, way: Parameters<SimulatedWorld['take']>[1]): Promise<void> {
    const waiting = this.#parked(name)[at]
    if (waiting === undefined) throw new Error(`${name} does not wait for ${at + 1} things`)
    await this.world.take(waiting, way)
  }

  #parked(name: string): readonly Waiting[] {
    return this.world.parked().filter(({ by }) => by === name)
  }

  #name(process: number): string {
    return this.names[process] ?? ''
  }

  #note(): void {
    for (const waiting of this.world.parked())
      if (!this.#since.has(waiting)) this.#since.set(waiting, this.world.nowMs)
  }
}
