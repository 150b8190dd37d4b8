/** Programs that use the library, and what each prints where it works. */

export const ENTRIES = [
  '@badapple/scenes',
  '@badapple/scenes/core',
  '@badapple/scenes/memory',
  '@badapple/scenes/dynamodb',
  '@badapple/scenes/s3',
  '@badapple/scenes/streams',
  '@badapple/scenes/webhooks',
  '@badapple/scenes/testing',
  '@badapple/scenes/testing/arbitraries',
] as const

/** The packages of AWS that the library works with, and what else its entry points import. */
export const SDK = [
  '@aws-sdk/client-dynamodb',
  '@aws-sdk/lib-dynamodb',
  '@aws-sdk/client-s3',
  '@aws-sdk/lib-storage',
  '@aws-sdk/s3-request-presigner',
] as const
export const PEERS = [...SDK, 'fast-check', 'standardwebhooks'] as const

const GENERATES = `
  const scenes = createScenes({ store: createMemorySceneStore(), blobs: createMemoryBlobStore() })
  const { projectId } = await scenes.createProject({ conceptPrompt: 'A choir of radiators' })
  await scenes.addScenes(projectId, [{ prompt: 'They hum', durationSeconds: 8 }])
  const { counts } = await scenes.generateMissing(projectId, async () => ({ body: new Uint8Array([1]) }))`

/** Imports every entry point, and generates a scene in memory. */
export const IMPORTS = {
  program: `
${ENTRIES.map((entry) => `import '${entry}'`).join('\n')}
import { createScenes } from '@badapple/scenes'
import { createMemoryBlobStore, createMemorySceneStore } from '@badapple/scenes/memory'
${GENERATES}
console.log(counts.generated, 'generated')
`,
  prints: '1 generated',
}

/** The same by \`require\`, which gives the very modules that an import gives. */
export const REQUIRES = {
  program: `
const [{ createScenes, SceneError }, , { createMemoryBlobStore, createMemorySceneStore }] = ${JSON.stringify(ENTRIES)}.map((entry) => require(entry))
async function main() {
  const { SceneError: imported } = await import('@badapple/scenes')
${GENERATES}
  console.log(counts.generated, 'generated', imported === SceneError)
}
main()
`,
  prints: '1 generated true',
}

/** On a DynamoDB and an S3: generates, reads back, refuses to overwrite, signs, audits. */
export const STORES = {
  program: `
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { createScenes } from '@badapple/scenes'
import { createDynamoSceneStore, createTable } from '@badapple/scenes/dynamodb'
import { createS3BlobStore } from '@badapple/scenes/s3'
const { dynamo, s3 } = JSON.parse(process.env.ENGINES)
const [tableName, bucket] = ['scenes-' + crypto.randomUUID(), 'clips-' + crypto.randomUUID()]
const client = new S3Client(s3)
await client.send(new CreateBucketCommand({ Bucket: bucket }))
await createTable({ config: dynamo, tableName, pointInTimeRecovery: false })
// The engine ignores If-None-Match.
const blobs = createS3BlobStore({ client, bucket, conditionalWrites: false })
const scenes = createScenes({ store: createDynamoSceneStore({ config: dynamo, tableName }), blobs })
const { projectId } = await scenes.createProject({ conceptPrompt: 'A choir of radiators' })
await scenes.addScenes(projectId, [{ prompt: 'They hum', durationSeconds: 8 }, { prompt: 'They rest', durationSeconds: 4 }])
const { counts } = await scenes.generateMissing(projectId, async ({ sequence }) =>
  ({ body: new Uint8Array(sequence === 1 ? 3 : 9 * 2 ** 20).fill(7) }))
const { project, scenes: made } = await scenes.load(projectId)
const key = made[0].value.clips.original
const taken = await blobs.put(key, new Uint8Array(1)).then(() => 'overwritten', ({ code }) => code)
const bytes = new Uint8Array(await (await fetch(await blobs.signedUrl(key))).arrayBuffer())
const { findings } = await scenes.audit(projectId)
console.log(counts.generated, project.value.completedScenes, taken, bytes.join(), findings.length)
process.exit()
`,
  prints: '2 2 BLOB_EXISTS 7,7,7 0',
}

/** The core alone, as a function that gives a text. */
export const DECIDES = {
  program: `
import { deriveProjectStatus, recalculateCounters, selectForGeneration } from '@badapple/scenes/core'
export function decides() {
  const scenes = [
    { sequence: 1, originalVideoClipUrl: 'a.mp4', status: 'completed' },
    { sequence: 2, originalVideoClipUrl: null, status: 'failed' },
  ]
  const { selected } = selectForGeneration(scenes)
  return selected.map(({ sequence }) => sequence).join() + ' ' + deriveProjectStatus('processing', recalculateCounters(scenes))
}
`,
  prints: '2 failed',
}
