import type { SceneStore } from '../../core/ports/scene-store.js'
import type { FaultNames, FaultQueue } from './fault-queue.js'
import type { RequestLog, SentRequest } from './request-log.js'
import { conflictOn, noAnswer, throttled } from './store-faults.js'
import type { TestProcess } from './test-process.js'
import { assertAlive, crash } from './test-process.js'

/** What may go wrong with a reading. */
export type ReadingFault =
  /** No answer. */
  | 'unavailable'
  /** The store says that there are too many requests. */
  | 'throttled'
  /** The process dies before it sends the request. */
  | 'crash-before'
  /** The process dies after the request took effect, before it sees the answer. */
  | 'crash-after'

/** What may go wrong with a commit. */
export type CommitFault =
  | ReadingFault
  /** It takes effect, and its sender gets no answer. */
  | 'lost-reply'
  /** It arrives twice, as when a client sends again what was not lost; the second answer is what its sender gets. */
  | 'repeated'
  /** The answer is that a guard does not hold, as if others had written in between; nothing is written. */
  | 'conflict'

/** The faults of each request to a scene store. */
export type SceneStoreFaults = Readonly<{
  commit: CommitFault
  loadProject: ReadingFault
  loadScene: ReadingFault
  listProjects: ReadingFault
  readEvents: ReadingFault
  findEvent: ReadingFault
}>

const READING_FAULTS: readonly ReadingFault[] = ['unavailable', 'throttled', 'crash-before', 'crash-after']

/** Every request to a scene store, with its faults. */
export const SCENE_STORE_FAULTS: FaultNames<SceneStoreFaults> = {
  commit: [...READING_FAULTS, 'lost-reply', 'repeated', 'conflict'],
  loadProject: READING_FAULTS,
  loadScene: READING_FAULTS,
  listProjects: READING_FAULTS,
  readEvents: READING_FAULTS,
  findEvent: READING_FAULTS,
}

/** What the requests of one process go through on their way to the store. */
export interface StoreWay {
  readonly process: TestProcess
  readonly faults: FaultQueue<SceneStoreFaults>
  readonly log: RequestLog
  /** What others do right before a request arrives. */
  readonly before: (operation: keyof SceneStoreFaults, request: SentRequest) => Promise<void>
}

/** A scene store as one process sees it, with the faults that a test planned. */
export function faultySceneStore(store: SceneStore, { process, faults, log, before }: StoreWay): SceneStore {
  const send = async <T>(
    operation: keyof SceneStoreFaults,
    about: string,
    work: () => Promise<T>,
    more: Pick<SentRequest, 'change' | 'isolated'> = {},
    outcomeOf?: (answer: T) => 'answered' | 'conflict',
    other: (fault: CommitFault) => Promise<T> = work,
  ): Promise<T> => {
    assertAlive(process)
    const request: SentRequest = { port: 'store', operation, about, process: process.name, ...more }
    const fault = faults.next(operation, request)
    return log.run(
      { ...request, ...(fault !== undefined && { fault }) },
      async () => {
        if (fault === 'crash-before') crash(process)
        await before(operation, request)
        if (fault === 'throttled') throw throttled()
        if (fault === 'unavailable') throw noAnswer()
        const answer = await (fault === undefined ? work() : other(fault))
        if (fault === 'lost-reply') throw noAnswer()
        if (fault === 'crash-after') crash(process)
        // Somebody else may have let this process die meanwhile.
        assertAlive(process)
        return answer
      },
      outcomeOf,
    )
  }
  return {
    loadProject: (projectId, options) =>
      send('loadProject', projectId, () => store.loadProject(projectId, options), {
        ...(options?.isolated === true && { isolated: true }),
      }),
    loadScene: (projectId, sequence, options) =>
      send('loadScene', `${projectId} ${sequence}`, () => store.loadScene(projectId, sequence, options)),
    listProjects: (options) => send('listProjects', options?.status ?? '', () => store.listProjects(options)),
    readEvents: (projectId, options) =>
      send('readEvents', projectId, () => store.readEvents(projectId, options)),
    findEvent: (projectId, commandId, options) =>
      send('findEvent', `${projectId} ${commandId}`, () => store.findEvent(projectId, commandId, options)),
    commit: (change, options) => {
      const sequence = change.event?.sequence
      const about = sequence === undefined ? change.projectId : `${change.projectId} ${sequence}`
      const work = () => store.commit(change, options)
      return send(
        'commit',
        about,
        work,
        { change },
        ({ ok }) => (ok ? 'answered' : 'conflict'),
        async (fault) => {
          if (fault === 'conflict') return conflictOn(store, change)
          if (fault === 'repeated') await work()
          return work()
        },
      )
    },
  }
}
