import type { DynamoJsonItem } from '../../../core/items/dynamo-json.js'
import { equal } from '../expectations.js'
import { accepted, newCommandId, openBench } from './bench.js'
import { aFullChunk } from './full-records.js'
import { CREATED_AND_UPDATED, equalItems, placed, tableOf } from './production-table.js'
import { aClaim, aMark, anEvent, anIntent, keyNamed } from './sample-records.js'
import type { SceneStoreCase } from './scene-store-case.js'
import { insertClaim, seeded } from './seed.js'

const FOLDER = 'mv/projects/91cf/scenes/001'

/** The form of the items that this library adds to the production table. */
export const libraryItems: readonly SceneStoreCase[] = [
  {
    promise: 'production items: what the backend does not know is stored outside of SCENE#',
    needs: 'production-items',
    run: async (subject) => {
      const bench = openBench(subject.store)
      const { projectId } = bench
      const ref = { kind: 'intent-chunk', projectId, intentId: 'intent-1', index: 2 } as const
      const change = bench.change(
        insertClaim(bench, aClaim(projectId, 7)),
        { op: 'insert', ref: bench.mark, value: aMark(projectId, 1_000) },
        { op: 'insert', ref: bench.intent, value: anIntent(projectId) },
        { op: 'insert', ref, value: aFullChunk(projectId, 'intent-1', 2) },
      )
      accepted(await subject.store.commit(change))
      const table = tableOf(subject)
      const claim: DynamoJsonItem = {
        ...placed(projectId, 'LEASE#007', 'lease', change.id),
        sequence: { N: '7' },
        claimId: { S: 'claim-of-7' },
        owner: { S: 'worker-1' },
        expiry: { S: '2025-11-24T09:00:00.000002+0000' },
        createdAt: CREATED_AND_UPDATED.createdAt,
        attempt: { N: '1' },
        attemptBase: { N: '0' },
      }
      equalItems(await table.itemOf(bench.claim(7)), claim, 'the claim')
      const mark = { ...placed(projectId, 'SEQUENCE', 'sequence', change.id), highest: { N: '1000' } }
      equalItems(await table.itemOf(bench.mark), mark, 'the sequence mark')
      equal((await table.itemOf(bench.intent))['SK'], { S: 'INTENT' }, 'the place of the intent')
      equal((await table.itemOf(ref))['SK'], { S: 'INTENT#intent-1#0002' }, 'the place of the chunk')
    },
  },
  {
    promise: 'production items: an event is stored under EVENT# and its commit, as it is',
    needs: 'production-items',
    run: async (subject) => {
      const bench = await seeded(subject.store)
      const { projectId } = bench
      const id = `${newCommandId()}.1`
      const event = anEvent(projectId, id, {
        sequence: 7,
        clips: { original: keyNamed('a.mp4') },
        sequences: [7],
      })
      accepted(await subject.store.commit({ id, projectId, writes: [bench.marker()], event }))
      const { lastCommit: _, ...place } = placed(projectId, `EVENT#${id}`, 'event', id)
      const expected: DynamoJsonItem = {
        ...place,
        version: { N: '1' },
        id: { S: id },
        type: { S: 'scene-edited' },
        time: { S: '2025-11-24T09:00:00.000002Z' },
        order: { N: '1' },
        actor: { S: 'contract' },
        sequence: { N: '7' },
        sequences: { L: [{ N: '7' }] },
        clips: { M: { original: { S: `${FOLDER}/a.mp4` } } },
      }
      equalItems(await tableOf(subject).eventItem(projectId, id), expected, 'the item')
    },
  },
]
