import type { Finding, ProjectStatus, SweepOptions, SweepSummary, SweptProject } from '@badapple/scenes'
import type { SceneDraft, TestScenes, TestScenesOptions } from '@badapple/scenes/testing'
import { aProject } from '@badapple/scenes/testing'
import { testScenes } from '../../support/test-scenes.js'

/** A table of projects with these scenes, named `p01`, `p02` …, that is listed in pages of three. */
export function tableOf(
  projects: readonly (readonly SceneDraft[])[],
  options: TestScenesOptions = {},
): TestScenes {
  const seed = projects.map((scenes, at) => aProject({ projectId: nameOf(at), scenes }))
  return testScenes(seed, { wrapStore: inSmallPages, ...options })
}

/** The name of a project of {@link tableOf}. */
export function nameOf(at: number): string {
  return `p${String(at + 1).padStart(2, '0')}`
}

/** So many projects of the same scenes. */
export function projectsOf(count: number, scenes: readonly SceneDraft[]): (readonly SceneDraft[])[] {
  return Array.from({ length: count }, () => scenes)
}

const inSmallPages: NonNullable<TestScenesOptions['wrapStore']> = (store) => ({
  ...store,
  listProjects: (listing) => store.listProjects({ ...listing, limit: 3 }),
})

/** What a sweep told and gave. */
export interface Swept {
  readonly summary: SweepSummary
  /** `kind project sequence`, sorted. */
  readonly findings: readonly string[]
  readonly projects: readonly SweptProject[]
  readonly cursors: readonly string[]
}

/** Sweeps, and keeps what it tells. */
export async function swept(
  { scenes }: Pick<TestScenes, 'scenes'>,
  options: SweepOptions = {},
): Promise<Swept> {
  const [findings, projects, cursors]: [string[], SweptProject[], string[]] = [[], [], []]
  const summary = await scenes.sweep({
    ...options,
    onFinding: async (finding) => {
      findings.push(inShort(finding))
      await options.onFinding?.(finding)
    },
    onProgress: async (progress) => {
      projects.push(progress.project)
      cursors.push(progress.cursor)
      await options.onProgress?.(progress)
    },
  })
  return { summary, findings: findings.sort(), projects, cursors }
}

/** A finding as `kind project sequence`. */
export function inShort({ kind, projectId, sequence }: Finding): string {
  return [kind, projectId, ...(sequence === undefined ? [] : [sequence])].join(' ')
}

/** Takes a project out of the status index, as a write that went wrong does, or lists it under another status. */
export function relist({ store }: TestScenes, projectId: string, status?: ProjectStatus): void {
  const item = store
    .exportItems()
    .find(({ PK, SK }) => PK?.['S'] === `PROJECT#${projectId}` && SK?.['S'] === 'METADATA')
  if (item === undefined) throw new Error(`no project ${projectId}`)
  const { GSI1PK: _listed, ...rest } = item
  store.putItem(status === undefined ? rest : { ...rest, GSI1PK: { S: status } })
}

/** Deletes all that the table holds of a project. */
export function erase({ store }: TestScenes, projectId: string): void {
  for (const { PK, SK } of store.exportItems()) {
    if (PK?.['S'] === `PROJECT#${projectId}`) store.deleteItem({ PK: PK['S'], SK: String(SK?.['S']) })
  }
}
