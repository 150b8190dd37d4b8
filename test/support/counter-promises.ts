import type { Change, CommitAnswer, Project, ProjectRecords, Scene, SceneStore } from '@badapple/scenes'
import { deriveProjectStatus } from '@badapple/scenes'

/** What is promised of a project that has a ledger. */
export type CounterPromise =
  | 'the counters equal a recount'
  | 'the ledger is the sum of what the scenes counted'
  | 'the status follows from the counts'
  | 'the project is listed by its status'
  | 'the last scene stays'

/** Who else writes, and so what may be wrong without anybody's fault. */
export interface Neighbours {
  /** Projects are saved whole by somebody else, who may set them to `failed`. */
  readonly savesProjects: boolean
}

/** The promises that the records of a project break; none while nobody vouches for its counters. */
export function brokenPromises(
  { project, scenes }: ProjectRecords,
  { savesProjects }: Neighbours,
): readonly string[] {
  const { ledger, ledgerRetired = 0, status, listedAs } = project.value
  if (ledger === undefined) return []
  const values = scenes.map(({ value }) => value)
  const counted = countOf(values)
  const stored = countersOf(project.value)
  const sum = values.reduce((total, scene) => total + (scene.ledger ?? 0), ledgerRetired)
  const derived = deriveProjectStatus(status, counted)
  const isFailed = savesProjects && status === 'failed'
  const broken: readonly (readonly [CounterPromise, boolean, string])[] = [
    ['the counters equal a recount', same(stored, counted), `${shown(stored)} for ${shown(counted)}`],
    ['the ledger is the sum of what the scenes counted', ledger === sum, `${ledger} for ${sum}`],
    ['the status follows from the counts', status === derived || isFailed, `${status} for ${derived}`],
    ['the project is listed by its status', listedAs === status, `${listedAs} for ${status}`],
    ['the last scene stays', values.length > 0, 'there is none'],
  ]
  return broken.filter(([, holds]) => !holds).map(([promise, , facts]) => `${promise}: ${facts}`)
}

/** Counts scenes anew, by other means than the code under test. */
function countOf(scenes: readonly Scene[]) {
  const having = (status: Scene['status']) => scenes.filter((scene) => scene.status === status).length
  return { sceneCount: scenes.length, completedScenes: having('completed'), failedScenes: having('failed') }
}

function countersOf({ sceneCount = 0, completedScenes = 0, failedScenes = 0 }: Project) {
  return { sceneCount, completedScenes, failedScenes }
}

function same(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function shown(counts: ReturnType<typeof countersOf>): string {
  return Object.values(counts).join('/')
}

/** A commit that was tried, its answer, and the project before and after it. */
export interface Tried {
  readonly change: Change
  readonly answer: CommitAnswer
  readonly before: ProjectRecords | undefined
  readonly after: ProjectRecords | undefined
}

/** A store that shows every commit that is tried with the state before and after it. */
export function watchedStore(store: SceneStore, look: (tried: Tried) => void): SceneStore {
  return {
    ...store,
    commit: async (change) => {
      // The memory store answers at once, so nobody comes in between these three.
      const loadedBefore = store.loadProject(change.projectId)
      const committed = store.commit(change)
      const loadedAfter = store.loadProject(change.projectId)
      const [before, answer, after] = [await loadedBefore, await committed, await loadedAfter]
      look({ change, answer, before, after })
      return answer
    },
  }
}
