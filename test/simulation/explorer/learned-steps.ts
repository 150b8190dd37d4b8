import type { Choice } from './choice.js'
import type { Past, State } from './state.js'

/** What a step leads to. */
export interface Step {
  readonly content: number
  /** The past of the process that went on. */
  readonly past?: Past
  /** What it left on its way. */
  readonly leftovers: readonly string[]
}

/**
 * Steps that were played. What one leads to depends on what is stored, on the time, and on what its own process has seen; not
 * on what the others have. So each is played once, however many states it can be taken in.
 */
export class LearnedSteps {
  readonly #steps = new Map<string, Step>()

  get size(): number {
    return this.#steps.size
  }

  find(state: State, choice: Choice): Step | undefined {
    return this.#steps.get(keyOf(state, choice))
  }

  learn(state: State, choice: Choice, step: Step): void {
    this.#steps.set(keyOf(state, choice), step)
  }
}

function keyOf({ content, nowMs, pasts, leftovers }: State, choice: Choice): string {
  switch (choice.kind) {
    case 'goes-on':
      return `${content} ${nowMs} ${pasts[choice.process]?.id ?? ''} ${choice.at} ${choice.way}`
    case 'arrives-late':
      return `${content} ${nowMs} ${leftovers[choice.at] ?? ''}`
    case 'passes':
      return ''
  }
}

/** The state that a step leads to. */
export function stateAfter(state: State, choice: Choice, step: Step): State {
  const { pasts, leftovers, lateLeft } = state
  switch (choice.kind) {
    case 'goes-on':
      return {
        ...state,
        content: step.content,
        pasts: pasts.map((past, process) => (process === choice.process ? (step.past ?? past) : past)),
        lateLeft: choice.way === 'late' ? lateLeft - 1 : lateLeft,
        leftovers: [...leftovers, ...step.leftovers],
      }
    case 'arrives-late':
      return {
        ...state,
        content: step.content,
        leftovers: leftovers.filter((_, at) => at !== choice.at),
      }
    case 'passes':
      return state
  }
}
