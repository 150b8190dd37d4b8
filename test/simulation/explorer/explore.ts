import type { Choice } from './choice.js'
import type { Exploration, Problem } from './exploration.js'
import type { Node } from './node.js'
import { choicesTo, inWords } from './node.js'
import type { Snapshot } from './play.js'
import { Play, snapshotOf } from './play.js'
import { LearnedSteps, stateAfter } from './learned-steps.js'
import type { SetUp } from './set-up.js'
import type { Past, State } from './state.js'
import { choicesIn, keyOf } from './state.js'

/** A way with more steps is taken for endless. */
const MOST_STEPS = 100

/**
 * Goes through every state that a set-up can come to, nearest first, and stops at the first broken promise.
 *
 * Processes cannot be copied, so a step that is not known is played: from the beginning, by the choices that lead to its state.
 */
export async function explore<Beginning>(setUp: SetUp<Beginning>): Promise<Exploration> {
  return new Explorer(setUp, await snapshotOf(setUp)).run()
}

class Explorer<Beginning> {
  readonly #setUp: SetUp<Beginning>
  readonly #snapshot: Snapshot<Beginning>
  readonly #learned = new LearnedSteps()
  readonly #contents = new Map<string, number>()
  readonly #pasts = new Map<string, Past>()
  readonly #seen = new Set<string>()
  readonly #found: Node[] = []
  #runs = 0
  #steps = 0
  #ends = 0
  #depth = 0
  #problem: Problem | undefined

  constructor(setUp: SetUp<Beginning>, snapshot: Snapshot<Beginning>) {
    this.#setUp = setUp
    this.#snapshot = snapshot
  }

  async run(): Promise<Exploration> {
    const beganMs = performance.now()
    const begun = await this.#begin()
    const first: Node = { state: this.#stateOf(begun), depth: 0 }
    this.#enter(first)
    await this.#judgeEnd(begun, first)
    // The list grows while it is gone through.
    for (const node of this.#found) {
      if (this.#problem !== undefined) break
      await this.#expand(node)
    }
    return {
      name: this.#setUp.name,
      states: this.#seen.size,
      steps: this.#steps,
      played: this.#learned.size,
      runs: this.#runs,
      contents: this.#contents.size,
      ends: this.#ends,
      depth: this.#depth,
      ...(this.#problem !== undefined && { problem: this.#problem }),
      seconds: (performance.now() - beganMs) / 1_000,
    }
  }

  #enter(node: Node): void {
    const key = keyOf(node.state)
    if (this.#seen.has(key)) return
    this.#seen.add(key)
    this.#found.push(node)
    this.#depth = Math.max(this.#depth, node.depth)
  }

  async #expand(node: Node): Promise<void> {
    const { state, depth } = node
    const choices = choicesIn(state, this.#setUp)
    if (choices.length === 0) this.#ends++
    else if (depth === MOST_STEPS) this.#report([`it goes on after ${depth} steps`], node)
    for (const choice of choices) {
      this.#steps++
      if (choice.kind !== 'passes' && this.#learned.find(state, choice) === undefined)
        await this.#learn(node, choice)
      if (this.#problem !== undefined) return
      this.#enter({ state: this.#after(state, choice), depth: depth + 1, from: { node, choice } })
    }
  }

  #after(state: State, choice: Choice): State {
    if (choice.kind === 'passes') {
      const isChosen = state.passed < this.#setUp.passesMs.length
      return { ...state, nowMs: choice.untilMs, passed: state.passed + (isChosen ? 1 : 0) }
    }
    const step = this.#learned.find(state, choice)
    if (step === undefined) throw new Error('a step was not learned')
    return stateAfter(state, choice, step)
  }

  /** Plays a step, and judges what it leads to. */
  async #learn(node: Node, choice: Choice): Promise<void> {
    const { state } = node
    const play = await this.#replay(node)
    const known = this.#contents.size
    await play.take(choice)
    this.#learned.learn(state, choice, {
      content: this.#contentOf(play),
      ...(choice.kind === 'goes-on' && { past: this.#pastOf(play, choice.process) }),
      leftovers: choice.kind === 'goes-on' ? play.leftovers().slice(state.leftovers.length) : [],
    })
    const problems = play.problems()
    if (problems.length > 0) this.#report(problems, node, choice)
    else if (this.#contents.size > known) await this.#judgeEnd(play, node, choice)
  }

  /**
   * What must hold when everybody dies in this very state. It depends on what is stored and hardly on the time, as all leases
   * have run out by then: so it is asked once of each content.
   */
  async #judgeEnd(play: Play, node: Node, choice?: Choice): Promise<void> {
    const wrong = await this.#setUp.judgeEnd(play.world, this.#snapshot.beginning)
    const what = [...play.problems(), ...wrong.map((one) => `after everybody has died: ${one}`)]
    if (what.length > 0) this.#report(what, node, choice)
  }

  async #begin(): Promise<Play> {
    this.#runs++
    return Play.begin(this.#setUp, this.#snapshot)
  }

  async #replay(node: Node): Promise<Play> {
    const play = await this.#begin()
    for (const choice of choicesTo(node)) await play.take(choice)
    if (keyOf(this.#stateOf(play, node.state)) !== keyOf(node.state))
      throw new Error('a play is not a function of its choices')
    return play
  }

  #stateOf(play: Play, { passed, lateLeft }: Pick<State, 'passed' | 'lateLeft'> = this.#budget): State {
    return {
      content: this.#contentOf(play),
      nowMs: play.world.nowMs,
      passed,
      lateLeft,
      pasts: play.names.map((_, process) => this.#pastOf(play, process)),
      leftovers: play.leftovers(),
    }
  }

  get #budget() {
    return { passed: 0, lateLeft: this.#setUp.lateRequests }
  }

  #contentOf(play: Play): number {
    const content = play.content()
    const known = this.#contents.get(content) ?? this.#contents.size
    this.#contents.set(content, known)
    return known
  }

  #pastOf(play: Play, process: number): Past {
    const past = play.past(process)
    const known = this.#pasts.get(past) ?? { id: this.#pasts.size, waits: play.waits(process) }
    this.#pasts.set(past, known)
    return known
  }

  #report(what: readonly string[], node: Node, choice?: Choice): void {
    this.#problem = { what, way: inWords(node, choice) }
  }
}
