import type { DynamoJsonItem } from '../../../core/items/dynamo-json.js'
import { toTimestamp } from '../../../core/model/time.js'
import { equal } from '../expectations.js'
import { accepted, openBench } from './bench.js'
import { aFullProject, aFullScene } from './full-records.js'
import { CREATED_AND_UPDATED, equalItems, placed, tableOf } from './production-table.js'
import { aProject, aScene, LATER } from './sample-records.js'
import type { SceneStoreCase } from './scene-store-case.js'
import { insertScene, seeded } from './seed.js'

const FOLDER = 'mv/projects/91cf/scenes/001'
const URL_IN_PLACE = 'https://media.example/mv/video.mp4?X-Amz-Signature=0a1b'

/** Items are stored exactly as production stores them, which the Python backend loads. */
export const productionForm: readonly SceneStoreCase[] = [
  {
    promise: 'production items: a project is stored under METADATA, with its place in the status index',
    needs: 'production-items',
    run: async (subject) => {
      const bench = openBench(subject.store)
      const { projectId } = bench
      const change = bench.change({ op: 'insert', ref: bench.project, value: aFullProject(projectId) })
      accepted(await subject.store.commit(change))
      const expected: DynamoJsonItem = {
        ...placed(projectId, 'METADATA', 'project', change.id),
        GSI1PK: { S: 'processing' },
        GSI1SK: { S: '2025-11-24T08:15:30.123456+00:00' },
        status: { S: 'processing' },
        conceptPrompt: { S: 'ships dance' },
        characterDescription: { S: 'a sailor' },
        characterImageS3Key: { S: `${FOLDER}/character.png` },
        productDescription: { S: 'a ship' },
        productImageS3Key: { S: `${FOLDER}/product.jpg` },
        audioBackingTrackS3Key: { S: `${FOLDER}/audio.mp3` },
        finalOutputS3Key: { S: URL_IN_PLACE },
        directorConfig: { S: 'wes' },
        mode: { S: 'music-video' },
        sceneCount: { N: '12' },
        completedScenes: { N: '0' },
        failedScenes: { N: '3' },
        ...CREATED_AND_UPDATED,
        order: { N: '1763972130123' },
        ledger: { N: '0' },
        ledgerRetired: { N: '4' },
      }
      equalItems(await tableOf(subject).itemOf(bench.project), expected, 'the item')
    },
  },
  {
    promise: 'production items: a scene is stored under SCENE# and its number, with trim points as JSON',
    needs: 'production-items',
    run: async (subject) => {
      const bench = openBench(subject.store)
      const { projectId } = bench
      const change = bench.change(
        insertScene(bench, { ...aFullScene(projectId, 7), trimPoints: { in: 0, out: 8 } }),
        insertScene(bench, aScene(projectId, 1000)),
      )
      accepted(await subject.store.commit(change))
      const expected: DynamoJsonItem = {
        ...placed(projectId, 'SCENE#007', 'scene', change.id),
        sequence: { N: '7' },
        displaySequence: { N: '4' },
        status: { S: 'failed' },
        prompt: { S: 'a lighthouse' },
        negativePrompt: { S: 'fog' },
        referenceImageS3Keys: { L: [{ S: `${FOLDER}/one.png` }, { S: URL_IN_PLACE }] },
        duration: { N: '8.04' },
        audioClipS3Key: { S: `${FOLDER}/audio.mp3` },
        originalVideoClipS3Key: { S: `${FOLDER}/a.mp4` },
        workingVideoClipS3Key: { S: URL_IN_PLACE },
        lipSyncedVideoClipS3Key: { S: `${FOLDER}/c.mp4` },
        trimPoints: { S: '{"in": 0.0, "out": 8.0}' },
        needsLipSync: { BOOL: false },
        videoGenerationJobId: { S: 'job-1' },
        lipsyncJobId: { S: 'job-2' },
        retryCount: { N: '0' },
        errorMessage: { S: 'no' },
        ...CREATED_AND_UPDATED,
        generationStartedAt: { S: '2025-11-24T08:20:00.000000+0000' },
        generationCompletedAt: { S: '2025-11-24T08:21:00.999999+0000' },
        foreignSave: { BOOL: true },
        failedAt: { S: '2025-11-24T08:22:00.000010+0000' },
        order: { N: '1763972130123' },
        ledger: { N: '0' },
      }
      const table = tableOf(subject)
      equalItems(await table.itemOf(bench.scene(7)), expected, 'the item')
      equal((await table.itemOf(bench.scene(1000)))['SK'], { S: 'SCENE#1000' }, 'the place of scene 1000')
    },
  },
  {
    promise:
      'production items: an update writes the attributes that it names, removes with no NULL, and leaves the rest',
    needs: 'production-items',
    run: async (subject) => {
      const bench = await seeded(subject.store, {
        project: { listedAs: 'processing', sceneCount: 1 },
        scenes: { 1: { errorMessage: 'no', durationSeconds: 8 } },
      })
      const table = tableOf(subject)
      const [project, scene] = [await table.itemOf(bench.project), await table.itemOf(bench.scene(1))]
      const change = bench.change(
        {
          op: 'update',
          ref: bench.project,
          set: { listedAs: 'failed', updatedAt: LATER },
          add: { sceneCount: 2, failedScenes: 1 },
          guard: {},
        },
        {
          op: 'update',
          ref: bench.scene(1),
          set: { errorMessage: null, clips: { working: null }, trimPoints: { in: 0.25, out: 8 } },
          guard: { equals: { errorMessage: 'no' } },
        },
      )
      accepted(await subject.store.commit(change))
      const lastCommit = { S: change.id }
      const counts = { sceneCount: { N: '3' }, failedScenes: { N: '1' }, GSI1PK: { S: 'failed' } }
      const updatedAt = { S: '2025-11-24T09:02:00.000003+0000' }
      equalItems(
        await table.itemOf(bench.project),
        { ...project, ...counts, updatedAt, lastCommit },
        'the project',
      )
      const { errorMessage: _, ...kept } = scene
      const trimPoints = { S: '{"in": 0.25, "out": 8.0}' }
      equalItems(await table.itemOf(bench.scene(1)), { ...kept, trimPoints, lastCommit }, 'the scene')
    },
  },
  {
    promise: 'production items: the status index has whole seconds without a fraction, as Python writes them',
    needs: 'production-items',
    run: async (subject) => {
      const bench = openBench(subject.store)
      const createdAt = toTimestamp('2025-11-24T08:15:30Z')
      const value = aProject(bench.projectId, { createdAt, listedAs: 'queued' })
      await bench.write({ op: 'insert', ref: bench.project, value })
      const item = await tableOf(subject).itemOf(bench.project)
      equal(item['GSI1SK'], { S: '2025-11-24T08:15:30+00:00' }, 'the place in the index')
      equal(item['createdAt'], { S: '2025-11-24T08:15:30.000000+0000' }, 'the time')
    },
  },
]
