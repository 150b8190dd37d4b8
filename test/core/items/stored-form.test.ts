import { describe, expect, it } from 'vitest'
import { newItem } from '../../../src/core/items/stored-item.js'
import type { Intent, IntentChunk } from '../../../src/core/model/intent.js'
import { toObjectKey } from '../../../src/core/model/object-key.js'
import type { Project } from '../../../src/core/model/project.js'
import type { Scene } from '../../../src/core/model/scene.js'
import { aClaim, CREATED, NOW, sceneKey, UPDATED } from '../support/builders.js'

// Names and forms are shared with other writers of the table, and with what is stored already: a codec that changed one in
// both directions would read back all that it wrote.

const projectId = '91cf'
const key = (name: string) => toObjectKey(`mv/projects/91cf/${name}`)

const PROJECT: Required<Project> = {
  projectId,
  status: 'composing',
  conceptPrompt: 'ships dance',
  characterDescription: 'a sailor',
  characterImageKey: key('character.png'),
  productDescription: 'a boat',
  productImageKey: key('product.png'),
  audioBackingTrackKey: key('track.mp3'),
  finalOutputKey: key('final.mp4'),
  directorConfig: '{}',
  mode: 'ad-creative',
  sceneCount: 3,
  completedScenes: 2,
  failedScenes: 1,
  createdAt: CREATED,
  updatedAt: UPDATED,
  listedAs: 'processing',
  order: 7,
  ledger: 8,
  ledgerRetired: 4,
}

const SCENE: Required<Scene> = {
  projectId,
  sequence: 3,
  displaySequence: 2,
  status: 'failed',
  prompt: 'a lighthouse',
  negativePrompt: 'text',
  referenceImageKeys: [key('a.png'), key('b.png')],
  durationSeconds: 6.5,
  audioClipKey: sceneKey('audio.mp3'),
  clips: {
    original: sceneKey('video.mp4'),
    working: sceneKey('working_clip_1.mp4'),
    lipSynced: sceneKey('lipsynced.mp4'),
  },
  trimPoints: { in: 0, out: 6.5 },
  needsLipSync: true,
  videoGenerationJobId: 'job-1',
  lipsyncJobId: 'job-2',
  retryCount: 1,
  errorMessage: 'no credit',
  createdAt: CREATED,
  updatedAt: UPDATED,
  generationStartedAt: CREATED,
  generationCompletedAt: UPDATED,
  failedAt: NOW,
  order: 7,
  foreignSave: true,
  ledger: 8,
}

const INTENT: Required<Intent> = {
  projectId,
  id: 'command-1.1-7',
  goal: 'scene-removed',
  step: 2,
  actor: 'tester',
  createdAt: CREATED,
  order: [2, 1],
  sequence: 1,
  firstSequence: 4,
  chunks: 5,
}

const CHUNK: IntentChunk = {
  projectId,
  intentId: 'command-1.1-7',
  index: 3,
  offset: 6,
  scenes: [{ prompt: 'a lighthouse', durationSeconds: 8, referenceImageKeys: [], needsLipSync: false }],
  createdAt: CREATED,
}

describe('the stored form', () => {
  it('of a project', () => {
    const ref = { kind: 'project', projectId } as const
    expect(newItem({ op: 'insert', ref, value: PROJECT }, 'commit-1')).toEqual({
      PK: 'PROJECT#91cf',
      SK: 'METADATA',
      GSI1PK: 'processing',
      GSI1SK: '2025-11-24T08:00:00.000001+00:00',
      entityType: 'project',
      projectId: '91cf',
      status: 'composing',
      conceptPrompt: 'ships dance',
      characterDescription: 'a sailor',
      characterImageS3Key: 'mv/projects/91cf/character.png',
      productDescription: 'a boat',
      productImageS3Key: 'mv/projects/91cf/product.png',
      audioBackingTrackS3Key: 'mv/projects/91cf/track.mp3',
      finalOutputS3Key: 'mv/projects/91cf/final.mp4',
      directorConfig: '{}',
      mode: 'ad-creative',
      sceneCount: 3,
      completedScenes: 2,
      failedScenes: 1,
      createdAt: '2025-11-24T08:00:00.000001+0000',
      updatedAt: '2025-11-24T09:00:00.000002+0000',
      order: 7,
      ledger: 8,
      ledgerRetired: 4,
      lastCommit: 'commit-1',
    })
  })

  it('of a scene', () => {
    const ref = { kind: 'scene', projectId, sequence: 3 } as const
    expect(newItem({ op: 'insert', ref, value: SCENE }, undefined)).toEqual({
      PK: 'PROJECT#91cf',
      SK: 'SCENE#003',
      entityType: 'scene',
      projectId: '91cf',
      sequence: 3,
      displaySequence: 2,
      status: 'failed',
      prompt: 'a lighthouse',
      negativePrompt: 'text',
      referenceImageS3Keys: ['mv/projects/91cf/a.png', 'mv/projects/91cf/b.png'],
      duration: 6.5,
      audioClipS3Key: 'mv/projects/91cf/scenes/003/audio.mp3',
      originalVideoClipS3Key: 'mv/projects/91cf/scenes/003/video.mp4',
      workingVideoClipS3Key: 'mv/projects/91cf/scenes/003/working_clip_1.mp4',
      lipSyncedVideoClipS3Key: 'mv/projects/91cf/scenes/003/lipsynced.mp4',
      trimPoints: '{"in": 0.0, "out": 6.5}',
      needsLipSync: true,
      videoGenerationJobId: 'job-1',
      lipsyncJobId: 'job-2',
      retryCount: 1,
      errorMessage: 'no credit',
      createdAt: '2025-11-24T08:00:00.000001+0000',
      updatedAt: '2025-11-24T09:00:00.000002+0000',
      generationStartedAt: '2025-11-24T08:00:00.000001+0000',
      generationCompletedAt: '2025-11-24T09:00:00.000002+0000',
      failedAt: '2025-11-24T12:00:00.123456+0000',
      order: 7,
      foreignSave: true,
      ledger: 8,
    })
  })

  it('of a claim', () => {
    const value = aClaim({ ended: true, floor: 0, jobId: 'job-1', clip: sceneKey('video.mp4') })
    const ref = { kind: 'claim', projectId, sequence: 3 } as const
    expect(newItem({ op: 'insert', ref, value }, undefined)).toEqual({
      PK: 'PROJECT#91cf',
      SK: 'LEASE#003',
      entityType: 'lease',
      projectId: '91cf',
      sequence: 3,
      claimId: 'claim-1',
      owner: 'worker-1',
      expiry: '2025-11-24T12:01:00.123456+0000',
      ended: true,
      createdAt: '2025-11-24T08:00:00.000001+0000',
      attempt: 1,
      attemptBase: 0,
      floor: 0,
      jobId: 'job-1',
      clip: 'mv/projects/91cf/scenes/003/video.mp4',
    })
  })

  it('of an intent and what it adds', () => {
    const intentRef = { kind: 'intent', projectId } as const
    expect(newItem({ op: 'insert', ref: intentRef, value: INTENT }, undefined)).toEqual({
      PK: 'PROJECT#91cf',
      SK: 'INTENT',
      entityType: 'intent',
      projectId: '91cf',
      intentId: 'command-1.1-7',
      goal: 'scene-removed',
      step: 2,
      actor: 'tester',
      createdAt: '2025-11-24T08:00:00.000001+0000',
      displayOrder: [2, 1],
      sequence: 1,
      firstSequence: 4,
      chunks: 5,
    })
    const chunkRef = { kind: 'intent-chunk', projectId, intentId: 'command-1.1-7', index: 3 } as const
    expect(newItem({ op: 'insert', ref: chunkRef, value: CHUNK }, undefined)).toEqual({
      PK: 'PROJECT#91cf',
      SK: 'INTENT#command-1.1-7#0003',
      entityType: 'intent-chunk',
      projectId: '91cf',
      intentId: 'command-1.1-7',
      index: 3,
      offset: 6,
      scenes: '[{"prompt":"a lighthouse","durationSeconds":8,"referenceImageKeys":[],"needsLipSync":false}]',
      createdAt: '2025-11-24T08:00:00.000001+0000',
    })
  })
})
