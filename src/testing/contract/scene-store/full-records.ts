import type { Claim } from '../../../core/model/claim.js'
import type { Intent, IntentChunk } from '../../../core/model/intent.js'
import { toStoredKey } from '../../../core/model/object-key.js'
import type { Project } from '../../../core/model/project.js'
import type { Scene } from '../../../core/model/scene.js'
import { toTimestamp } from '../../../core/model/time.js'
import { aChunk, aClaim, anIntent, aProject, aScene, keyNamed, LATER } from './sample-records.js'

/** What the backend stores by mistake where a key belongs. */
export const A_URL = toStoredKey('https://media.example/mv/video.mp4?X-Amz-Signature=0a1b')

/** A project with every field that a project may have. */
export function aFullProject(projectId: string): Project {
  return aProject(projectId, {
    characterDescription: 'a sailor',
    characterImageKey: keyNamed('character.png'),
    productDescription: 'a ship',
    productImageKey: keyNamed('product.jpg'),
    audioBackingTrackKey: keyNamed('audio.mp3'),
    finalOutputKey: A_URL,
    directorConfig: 'wes',
    mode: 'music-video',
    sceneCount: 12,
    completedScenes: 0,
    failedScenes: 3,
    listedAs: 'processing',
    order: 1_763_972_130_123,
    ledger: 0,
    ledgerRetired: 4,
  })
}

/** A scene with every field that a scene may have. */
export function aFullScene(projectId: string, sequence: number): Scene {
  return aScene(projectId, sequence, {
    displaySequence: 4,
    status: 'failed',
    negativePrompt: 'fog',
    referenceImageKeys: [keyNamed('one.png'), A_URL],
    durationSeconds: 8.04,
    audioClipKey: keyNamed('audio.mp3'),
    clips: { original: keyNamed('a.mp4'), working: A_URL, lipSynced: keyNamed('c.mp4') },
    trimPoints: { in: 0.25, out: 8 },
    needsLipSync: false,
    videoGenerationJobId: 'job-1',
    lipsyncJobId: 'job-2',
    retryCount: 0,
    errorMessage: 'no',
    generationStartedAt: toTimestamp('2025-11-24T08:20:00.000000Z'),
    generationCompletedAt: toTimestamp('2025-11-24T08:21:00.999999Z'),
    foreignSave: true,
    failedAt: toTimestamp('2025-11-24T08:22:00.000010Z'),
    order: 1_763_972_130_123,
    ledger: 0,
  })
}

/** A claim with every field that a claim may have. */
export function aFullClaim(projectId: string, sequence: number): Claim {
  return aClaim(projectId, sequence, {
    ended: false,
    expiry: LATER,
    attempt: 3,
    attemptBase: 1,
    floor: 0,
    jobId: 'job-1',
    clip: keyNamed('a.mp4'),
  })
}

/** An intent with every field that an intent may have. */
export function aFullIntent(projectId: string): Intent {
  return anIntent(projectId, {
    goal: 'scenes-added',
    step: 2,
    order: [3, 1, 1000],
    sequence: 7,
    firstSequence: 8,
    chunks: 3,
  })
}

/** A chunk with scenes that have every field, and only those that they must have. */
export function aFullChunk(projectId: string, intentId: string, index: number): IntentChunk {
  const bare = { prompt: 'Möwen 🐦', durationSeconds: 4.5, referenceImageKeys: [], needsLipSync: false }
  const full = {
    ...bare,
    negativePrompt: '',
    referenceImageKeys: [keyNamed('one.png')],
    audioClipKey: keyNamed('audio.mp3'),
    needsLipSync: true,
  }
  return { ...aChunk(projectId, intentId, index), offset: 90, scenes: [bare, full] }
}
