import type { Change, SceneStore } from '@badapple/scenes'

/** What befalls a process at one of its commits. */
export interface Death {
  /** Which commit, from 1 on. */
  readonly at: number
  /** Whether the commit takes effect. */
  readonly when: 'before' | 'after'
}

/** A store for a process that dies: from then on it gets no answer to anything. */
export function mortalStore(
  store: SceneStore,
  death: Death,
  onCommit: (change: Change) => void = () => undefined,
) {
  let commits = 0
  let isDead = false
  const alive = async <T>(request: () => Promise<T>): Promise<T> => {
    if (isDead) throw new Error('this process is dead')
    return request()
  }
  return {
    ...store,
    loadProject: (...args) => alive(() => store.loadProject(...args)),
    loadScene: (...args) => alive(() => store.loadScene(...args)),
    findEvent: (...args) => alive(() => store.findEvent(...args)),
    commit: (change) =>
      alive(async () => {
        isDead = ++commits === death.at
        if (isDead && death.when === 'before') throw new Error('this process died')
        onCommit(change)
        const answer = await store.commit(change)
        if (isDead) throw new Error('this process died')
        return answer
      }),
  } satisfies SceneStore
}
