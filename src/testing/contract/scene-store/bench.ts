import type { Change, CommitAnswer, Conflict, RecordRef, Write } from '../../../core/model/change.js'
import type { SceneEvent } from '../../../core/model/event.js'
import type { ProjectRecords, Revision, SceneRecords } from '../../../core/model/records.js'
import type { LoadOptions, SceneStore } from '../../../core/ports/scene-store.js'
import { fails, present, shown } from '../expectations.js'
import { aChunk, anEvent } from './sample-records.js'
import { walkEvents } from './walk-events.js'

/** A project of a case's own in a store, and what cases do with it again and again. */
export interface Bench {
  readonly store: SceneStore
  readonly projectId: string
  readonly project: RecordRef<'project'>
  readonly mark: RecordRef<'sequence-mark'>
  readonly intent: RecordRef<'intent'>
  scene(sequence: number): RecordRef<'scene'>
  claim(sequence: number): RecordRef<'claim'>
  /** A write of a record that nothing else is about; with it a change cannot take effect twice. */
  marker(): Write
  /** A change with a new id and an event. */
  change(...writes: readonly Write[]): Change
  /** Commits a change with a new id and an event. */
  commit(...writes: readonly Write[]): Promise<CommitAnswer>
  /** Commits what must succeed; the revision that it gave. */
  write(...writes: readonly Write[]): Promise<Revision>
  /** The records of the project, which must be there. */
  load(options?: LoadOptions): Promise<ProjectRecords>
  /** The records of a scene, which must be there. */
  loadScene(sequence: number): Promise<SceneRecords>
  /** All that can be read of the project, to see whether something changed. */
  everything(): Promise<Everything>
}

/** All that can be read of a project. */
export interface Everything {
  readonly records: ProjectRecords | undefined
  readonly events: readonly SceneEvent[]
}

/** A bench on a store; without a project's id on a new project, of which nothing is stored yet. */
export function openBench(store: SceneStore, projectId: string = crypto.randomUUID()): Bench {
  const change = (...writes: readonly Write[]): Change => {
    const id = `${newCommandId()}.1`
    return { id, projectId, writes, event: anEvent(projectId, id) }
  }
  const commit = (...writes: readonly Write[]) => store.commit(change(...writes))
  return {
    store,
    projectId,
    project: { kind: 'project', projectId },
    mark: { kind: 'sequence-mark', projectId },
    intent: { kind: 'intent', projectId },
    scene: (sequence) => ({ kind: 'scene', projectId, sequence }),
    claim: (sequence) => ({ kind: 'claim', projectId, sequence }),
    marker: () => {
      const intentId = crypto.randomUUID()
      const ref = { kind: 'intent-chunk', projectId, intentId, index: 0 } as const
      return { op: 'insert', ref, value: aChunk(projectId, intentId, 0) }
    },
    change,
    commit,
    write: async (...writes) => accepted(await commit(...writes)),
    load: async (options) =>
      present(await store.loadProject(projectId, options), 'the records of the project'),
    loadScene: async (sequence) =>
      present(await store.loadScene(projectId, sequence), `the records of scene ${sequence}`),
    everything: async () => ({
      records: await store.loadProject(projectId),
      events: (await walkEvents(store, projectId)).flatMap(({ items }) => items),
    }),
  }
}

/** A command's id that no other command has, in this run or in another. */
export function newCommandId(): string {
  return `contract-${crypto.randomUUID()}`
}

/** The revision of a commit that must have succeeded. */
export function accepted(answer: CommitAnswer): Revision {
  if (answer.ok) return answer.revision
  fails(`the commit was refused: ${shown(answer.conflicts)}`)
}

/** The conflicts of a commit that must have been refused. */
export function refused(answer: CommitAnswer): readonly Conflict[] {
  if (!answer.ok) return answer.conflicts
  fails('the commit was accepted, and should have been refused')
}
