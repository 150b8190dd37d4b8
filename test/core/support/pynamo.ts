import type { DynamoJsonItem } from '../../../src/core/items/dynamo-json.js'

/** The DynamoDB type of every attribute that the backend's models load. */
const TYPES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      ...['PK', 'SK', 'GSI1PK', 'GSI1SK', 'entityType', 'projectId', 'status', 'createdAt', 'updatedAt'],
      ...['conceptPrompt', 'characterDescription', 'characterImageS3Key', 'productDescription'],
      ...['productImageS3Key', 'audioBackingTrackS3Key', 'finalOutputS3Key', 'directorConfig', 'mode'],
      ...['prompt', 'negativePrompt', 'audioClipS3Key', 'originalVideoClipS3Key', 'workingVideoClipS3Key'],
      ...['lipSyncedVideoClipS3Key', 'trimPoints', 'videoGenerationJobId', 'lipsyncJobId', 'errorMessage'],
    ].map((name) => [name, 'S']),
  ),
  ...Object.fromEntries(
    [
      'sequence',
      'displaySequence',
      'duration',
      'retryCount',
      'sceneCount',
      'completedScenes',
      'failedScenes',
    ].map((name) => [name, 'N']),
  ),
  needsLipSync: 'BOOL',
  referenceImageS3Keys: 'L',
}

const REQUIRED = {
  project: [
    'PK',
    'SK',
    'entityType',
    'projectId',
    'status',
    'conceptPrompt',
    'createdAt',
    'updatedAt',
    'GSI1SK',
  ],
  scene: ['PK', 'SK', 'entityType', 'projectId', 'status', 'prompt', 'sequence', 'createdAt', 'updatedAt'],
}

/** `%Y-%m-%dT%H:%M:%S.%f%z` as PynamoDB insists on it: six fraction digits, an offset without a colon. */
const DATETIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\.(\d{6})\+0000$/

/** What keeps the Python backend from loading an item that it reads; empty when nothing does. */
export function pynamoProblems(item: DynamoJsonItem): readonly string[] {
  const sortKey = textOf(item, 'SK') ?? ''
  const kind = sortKey === 'METADATA' ? 'project' : sortKey.startsWith('SCENE#') ? 'scene' : undefined
  if (kind === undefined) return []
  return [
    ...REQUIRED[kind].filter((name) => !(name in item)).map((name) => `${name} is missing`),
    ...Object.entries(item).flatMap(([name, value]) => typeProblems(name, Object.keys(value)[0] ?? '')),
    ...['createdAt', 'updatedAt']
      .filter((name) => !isDatetime(textOf(item, name)))
      .map((name) => `${name} does not load`),
    ...(textOf(item, 'entityType') === kind ? [] : ['another entityType']),
    ...(kind === 'scene' ? sceneProblems(item, sortKey) : projectProblems(item)),
  ]
}

function typeProblems(name: string, type: string): readonly string[] {
  if (type === 'NULL') return [`${name} is NULL`]
  const expected = TYPES[name]
  return expected === undefined || expected === type ? [] : [`${name} is ${type}, not ${expected}`]
}

function isDatetime(text: string | undefined): boolean {
  const [, seconds = ''] = DATETIME.exec(text ?? '') ?? []
  const parsed = Date.parse(`${seconds}Z`)
  return !Number.isNaN(parsed) && new Date(parsed).toISOString() === `${seconds}.000Z`
}

function sceneProblems(item: DynamoJsonItem, sortKey: string): readonly string[] {
  const digits = sortKey.slice('SCENE#'.length)
  const trim = textOf(item, 'trimPoints')
  return [
    ...(/^\d{3,}$/.test(digits) && Number(item['sequence']?.['N']) === Number(digits)
      ? []
      : ['another sequence']),
    ...(trim === undefined || isTrim(JSON.parse(trim)) ? [] : ['trimPoints do not load']),
  ]
}

function isTrim(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).sort().join() === 'in,out'
}

/** The range key of the index is Python's `isoformat()` of `createdAt`. */
function projectProblems(item: DynamoJsonItem): readonly string[] {
  const [, seconds = '', fraction = ''] = DATETIME.exec(textOf(item, 'createdAt') ?? '') ?? []
  const isoformat = `${seconds}${Number(fraction) === 0 ? '' : `.${fraction}`}+00:00`
  return textOf(item, 'GSI1SK') === isoformat ? [] : ['GSI1SK is not isoformat()']
}

function textOf(item: DynamoJsonItem, name: string): string | undefined {
  const text = item[name]?.['S']
  return typeof text === 'string' ? text : undefined
}
