import type { Scene } from '../model/scene.js'
import { SCENE_STATUSES } from '../model/status.js'
import {
  boolean,
  listOf,
  number,
  oneOf,
  storedKey,
  text,
  time,
  trimPoints,
  wholeNumber,
} from './attribute.js'
import { optional, recordCodec, required } from './record-codec.js'

/** Scenes as the production table stores them. */
export const sceneCodec = recordCodec<Scene>({
  projectId: required('projectId', text),
  sequence: required('sequence', wholeNumber(1)),
  displaySequence: optional('displaySequence', number),
  status: required('status', oneOf(SCENE_STATUSES)),
  prompt: required('prompt', text),
  negativePrompt: optional('negativePrompt', text),
  referenceImageKeys: optional('referenceImageS3Keys', listOf(storedKey)),
  durationSeconds: optional('duration', number),
  audioClipKey: optional('audioClipS3Key', storedKey),
  clips: {
    original: optional('originalVideoClipS3Key', storedKey),
    working: optional('workingVideoClipS3Key', storedKey),
    lipSynced: optional('lipSyncedVideoClipS3Key', storedKey),
  },
  trimPoints: optional('trimPoints', trimPoints),
  needsLipSync: optional('needsLipSync', boolean),
  videoGenerationJobId: optional('videoGenerationJobId', text),
  lipsyncJobId: optional('lipsyncJobId', text),
  retryCount: optional('retryCount', number),
  errorMessage: optional('errorMessage', text),
  createdAt: required('createdAt', time),
  updatedAt: required('updatedAt', time),
  generationStartedAt: optional('generationStartedAt', time),
  generationCompletedAt: optional('generationCompletedAt', time),
  failedAt: optional('failedAt', time),
  order: optional('order', wholeNumber(0)),
  foreignSave: optional('foreignSave', boolean),
  ledger: optional('ledger', wholeNumber(0)),
})
