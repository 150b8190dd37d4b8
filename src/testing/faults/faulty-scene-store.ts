import type { Change, CommitAnswer, RecordRef, Write } from '../../core/model/change.js'
import { SceneError } from '../../core/model/error.js'
import type { ProjectRecords } from '../../core/model/records.js'
import type { SceneStore } from '../../core/ports/scene-store.js'
import type { FaultNames, FaultQueue } from './fault-queue.js'
import type { RequestLog, SentRequest } from './request-log.js'
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

/** The answer to a change of which one guard does not hold. */
async function conflictOn(store: SceneStore, change: Change): Promise<CommitAnswer> {
  const write = change.writes.findIndex((one) => one.op !== 'check-no-event')
  const current = await currentOf(store, change.writes[write])
  return { ok: false, conflicts: [{ write: Math.max(0, write), ...(current !== undefined && { current }) }] }
}

async function currentOf(store: SceneStore, write: Write | undefined) {
  if (write === undefined || write.op === 'check-no-event') return undefined
  const records = await store.loadProject(write.ref.projectId)
  return records === undefined ? undefined : recordOf(records, write.ref)
}

function recordOf(records: ProjectRecords, { kind, sequence, index }: RecordRef) {
  switch (kind) {
    case 'project':
      return records.project
    case 'scene':
      return records.scenes.find(({ value }) => value.sequence === sequence)
    case 'claim':
      return records.claims.get(sequence ?? 0)
    case 'sequence-mark':
      return records.sequenceMark
    case 'intent':
      return records.intent
    case 'intent-chunk':
      return records.intentChunks?.find(({ value }) => value.index === index)
  }
}

function noAnswer(): SceneError {
  return new SceneError(
    'STORE_UNAVAILABLE',
    'the store did not answer',
    { outcome: 'unknown' },
    { retryable: true },
  )
}

function throttled(): SceneError {
  return new SceneError(
    'STORE_UNAVAILABLE',
    'the store has too many requests',
    { outcome: 'unchanged' },
    { retryable: true },
  )
}
