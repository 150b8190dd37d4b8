import type { Change, SceneStore } from '@badapple/scenes'
import { SceneError } from '@badapple/scenes'

/** What happens to one commit on its way. */
export type CommitFault =
  | { readonly kind: 'none' }
  /** It takes effect, and its reply is lost. */
  | { readonly kind: 'lost-reply' }
  /** It never arrives. */
  | { readonly kind: 'lost-request' }
  /** It arrives twice; the second reply is the one that counts. */
  | { readonly kind: 'repeated' }
  /** Its sender gives up on it, and it arrives when so many further requests have been made. */
  | { readonly kind: 'late'; readonly after: number }

/** A store whose commits meet the given fates, one after the other, and none when those are used up. */
export class FaultyStore implements SceneStore {
  readonly #store: SceneStore
  readonly #faults: CommitFault[]
  #late: { readonly change: Change; countdown: number }[] = []

  constructor(store: SceneStore, faults: readonly CommitFault[]) {
    this.#store = store
    this.#faults = [...faults]
  }

  commit: SceneStore['commit'] = async (change) => {
    await this.#deliverLate()
    const fault = this.#faults.shift() ?? { kind: 'none' }
    switch (fault.kind) {
      case 'none':
        return this.#store.commit(change)
      case 'lost-reply':
        await this.#store.commit(change)
        throw noReply()
      case 'lost-request':
        throw noReply()
      case 'repeated':
        await this.#store.commit(change)
        return this.#store.commit(change)
      case 'late':
        this.#late.push({ change, countdown: fault.after })
        throw noReply()
    }
  }

  /** Whatever is still under way arrives now. */
  async settle(): Promise<void> {
    for (const { change } of this.#late.splice(0)) await this.#store.commit(change)
  }

  loadProject: SceneStore['loadProject'] = async (...args) => {
    await this.#deliverLate()
    return this.#store.loadProject(...args)
  }

  loadScene: SceneStore['loadScene'] = async (...args) => {
    await this.#deliverLate()
    return this.#store.loadScene(...args)
  }

  findEvent: SceneStore['findEvent'] = async (...args) => {
    await this.#deliverLate()
    return this.#store.findEvent(...args)
  }

  listProjects: SceneStore['listProjects'] = (...args) => this.#store.listProjects(...args)
  readEvents: SceneStore['readEvents'] = (...args) => this.#store.readEvents(...args)

  async #deliverLate(): Promise<void> {
    for (const entry of this.#late) entry.countdown--
    const due = this.#late.filter(({ countdown }) => countdown <= 0)
    this.#late = this.#late.filter(({ countdown }) => countdown > 0)
    for (const { change } of due) await this.#store.commit(change)
  }
}

/** The error of a request without an answer. */
export function noReply(): SceneError {
  return new SceneError('STORE_UNAVAILABLE', 'no reply', { outcome: 'unknown' }, { retryable: true })
}
