import type { Write } from '../../../core/model/change.js'
import type { Claim } from '../../../core/model/claim.js'
import type { Project } from '../../../core/model/project.js'
import type { Scene } from '../../../core/model/scene.js'
import type { SceneStore } from '../../../core/ports/scene-store.js'
import type { Bench } from './bench.js'
import { openBench } from './bench.js'
import { aChunk, aClaim, aMark, anIntent, aProject, aScene } from './sample-records.js'

/** What a project begins with: fields beside those that every record has. */
export interface Seed {
  readonly project?: Partial<Project>
  /** By sequence. */
  readonly scenes?: Readonly<Record<number, Partial<Scene>>>
  /** By sequence. */
  readonly claims?: Readonly<Record<number, Partial<Claim>>>
}

/** Writes that a commit takes beside its event, with room to spare. */
const WRITES_PER_COMMIT = 90

/** A project with the given records, committed through the store. */
export async function seeded(store: SceneStore, seed: Seed = {}): Promise<Bench> {
  const bench = openBench(store)
  const { projectId } = bench
  await writeAll(bench, [
    { op: 'insert', ref: bench.project, value: aProject(projectId, seed.project) },
    ...Object.entries(seed.scenes ?? {}).map(([at, given]) =>
      insertScene(bench, aScene(projectId, Number(at), given)),
    ),
    ...Object.entries(seed.claims ?? {}).map(([at, given]) =>
      insertClaim(bench, aClaim(projectId, Number(at), given)),
    ),
  ])
  return bench
}

/** Commits any number of writes, in as many commits as it takes. */
export async function writeAll(bench: Bench, writes: readonly Write[]): Promise<void> {
  for (let from = 0; from < writes.length; from += WRITES_PER_COMMIT) {
    await bench.write(...writes.slice(from, from + WRITES_PER_COMMIT))
  }
}

export function insertScene(bench: Bench, value: Scene): Write {
  return { op: 'insert', ref: bench.scene(value.sequence), value }
}

export function insertClaim(bench: Bench, value: Claim): Write {
  return { op: 'insert', ref: bench.claim(value.sequence), value }
}

/** A record of every kind. */
export function insertEach(bench: Bench): readonly Write[] {
  const { projectId } = bench
  return [
    { op: 'insert', ref: bench.project, value: aProject(projectId) },
    insertScene(bench, aScene(projectId, 1)),
    insertClaim(bench, aClaim(projectId, 1)),
    { op: 'insert', ref: bench.mark, value: aMark(projectId, 7) },
    { op: 'insert', ref: bench.intent, value: anIntent(projectId) },
    {
      op: 'insert',
      ref: { kind: 'intent-chunk', projectId, intentId: 'intent-1', index: 0 },
      value: aChunk(projectId, 'intent-1', 0),
    },
  ]
}

/** One more scene in the project's count, whatever that is: done twice, it shows. */
export function addOne({ project }: Bench): Write {
  return { op: 'update', ref: project, set: {}, add: { sceneCount: 1 }, guard: {} }
}

/** The numbers from `first` to `last`. */
export function numbers(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at)
}

/** The same work for every entry, a few at a time. */
export async function eachOf<T>(entries: readonly T[], work: (entry: T) => Promise<unknown>): Promise<void> {
  const left = [...entries]
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next)
  }
  await Promise.all(Array.from({ length: 8 }, worker))
}
