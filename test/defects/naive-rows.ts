import type { Item } from '@badapple/scenes'

/** A time in the form of the backend's models. */
export function pythonTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000+0000')
}

/** Where a scene is in its project's partition. */
export function sceneSk(sequence: number): string {
  return `SCENE#${String(sequence).padStart(3, '0')}`
}

/** An attribute with something in it. */
export function textIn(row: Item, name: string): string | undefined {
  const value = row[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A project whose videos are being generated. */
export function newProjectRow(projectId: string, sceneCount: number, nowMs: number): Item {
  const createdAt = pythonTime(nowMs)
  return {
    PK: `PROJECT#${projectId}`,
    SK: 'METADATA',
    entityType: 'project',
    projectId,
    status: 'processing',
    conceptPrompt: 'A choir of radiators',
    createdAt,
    updatedAt: createdAt,
    GSI1PK: 'processing',
    GSI1SK: new Date(nowMs).toISOString().replace(/\.\d+Z$/, '+00:00'),
    sceneCount,
    completedScenes: 0,
    failedScenes: 0,
  }
}

/** A scene that waits for its video. */
export function newSceneRow(projectId: string, sequence: number, nowMs: number): Item {
  const createdAt = pythonTime(nowMs)
  return {
    PK: `PROJECT#${projectId}`,
    SK: sceneSk(sequence),
    entityType: 'scene',
    projectId,
    sequence,
    displaySequence: sequence,
    status: 'pending',
    prompt: `Shot ${sequence}`,
    duration: 8,
    needsLipSync: false,
    retryCount: 0,
    createdAt,
    updatedAt: createdAt,
  }
}
