import type { DynamoJsonItem, Item, SceneStatus } from '@badapple/scenes'
import { toDynamoJson } from '@badapple/scenes'

/** The project of every world. */
export const PROJECT_ID = 'project-1'

const TIME = '2025-11-24T11:00:00.000000+0000'

/** How a project begins. */
export interface Beginning {
  readonly statuses: readonly SceneStatus[]
  /** By this library and sealed; by it, and then saved by somebody else; or before there was this library. */
  readonly origin: 'sealed' | 'unsealed' | 'old'
}

/** The items of a project at its beginning. */
export function itemsOf({ statuses, origin }: Beginning): readonly DynamoJsonItem[] {
  const count = (status: SceneStatus) => statuses.filter((other) => other === status).length
  const [completed, failed] = [count('completed'), count('failed')]
  const isDone = completed === statuses.length
  const status = isDone ? 'completed' : completed + failed === statuses.length ? 'failed' : 'processing'
  const ledgers = statuses.map((one) => (one === 'completed' || one === 'failed' ? 2 : 1))
  const project: Item = {
    PK: `PROJECT#${PROJECT_ID}`,
    SK: 'METADATA',
    GSI1PK: status,
    GSI1SK: '2025-11-24T11:00:00+00:00',
    entityType: 'project',
    projectId: PROJECT_ID,
    status,
    conceptPrompt: 'A choir of radiators',
    sceneCount: statuses.length,
    completedScenes: completed,
    failedScenes: failed,
    createdAt: TIME,
    updatedAt: TIME,
    ...(origin === 'sealed' && {
      lastCommit: 'beginning.1',
      order: 1,
      ledger: ledgers.reduce((sum, ledger) => sum + ledger, 0),
      ledgerRetired: 0,
    }),
  }
  const scenes = statuses.map((one, index): Item => {
    const folder = `mv/projects/${PROJECT_ID}/scenes/00${index + 1}`
    return {
      PK: `PROJECT#${PROJECT_ID}`,
      SK: `SCENE#00${index + 1}`,
      entityType: 'scene',
      projectId: PROJECT_ID,
      sequence: index + 1,
      displaySequence: index + 1,
      status: one,
      prompt: `Shot ${index + 1}`,
      createdAt: TIME,
      updatedAt: TIME,
      ...(one === 'completed' && { originalVideoClipS3Key: `${folder}/video.mp4` }),
      ...(origin !== 'old' && { lastCommit: 'beginning.1', order: 1, ledger: ledgers[index] ?? 0 }),
    }
  })
  return [project, ...scenes].map(toDynamoJson)
}
