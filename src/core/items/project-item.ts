import type { Project } from '../model/project.js'
import { PROJECT_STATUSES } from '../model/status.js'
import { number, oneOf, storedKey, text, time, wholeNumber } from './attribute.js'
import { optional, recordCodec, required } from './record-codec.js'

/** Projects as the production table stores them. */
export const projectCodec = recordCodec<Project>({
  projectId: required('projectId', text),
  status: required('status', oneOf(PROJECT_STATUSES)),
  conceptPrompt: required('conceptPrompt', text),
  characterDescription: optional('characterDescription', text),
  characterImageKey: optional('characterImageS3Key', storedKey),
  productDescription: optional('productDescription', text),
  productImageKey: optional('productImageS3Key', storedKey),
  audioBackingTrackKey: optional('audioBackingTrackS3Key', storedKey),
  finalOutputKey: optional('finalOutputS3Key', storedKey),
  directorConfig: optional('directorConfig', text),
  mode: optional('mode', text),
  sceneCount: optional('sceneCount', number),
  completedScenes: optional('completedScenes', number),
  failedScenes: optional('failedScenes', number),
  createdAt: required('createdAt', time),
  updatedAt: required('updatedAt', time),
  listedAs: optional('GSI1PK', text),
  order: optional('order', wholeNumber(0)),
  ledger: optional('ledger', wholeNumber(0)),
  ledgerRetired: optional('ledgerRetired', wholeNumber(0)),
})
