import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MemorySceneStore } from '../../../src/adapters/memory/scene-store.js'
import { createMemorySceneStore } from '../../../src/adapters/memory/scene-store.js'
import type { SceneRecords } from '../../../src/core/model/records.js'
import { applyChange } from '../../../src/core/rules/apply-change.js'
import { toDynamoJson } from '../../../src/core/items/dynamo-json.js'
import { newItem } from '../../../src/core/items/stored-item.js'
import { sceneRecords } from '../../arbitraries/records.js'
import { PROJECT_ID } from '../../arbitraries/scenes.js'
import { contexts, sceneCommands } from '../../core/support/every-command.js'
import { pynamoProblems } from '../../core/support/pynamo.js'

/** A store that holds these records. */
function storeOf({ project, scene, claim }: SceneRecords): MemorySceneStore {
  const { sequence } = scene.value
  const of = { projectId: PROJECT_ID, sequence }
  return createMemorySceneStore({
    items: [
      newItem({ op: 'insert', ref: { kind: 'project', ...of }, value: project.value }, project.lastCommit),
      newItem({ op: 'insert', ref: { kind: 'scene', ...of }, value: scene.value }, scene.lastCommit),
      ...(claim === undefined
        ? []
        : [newItem({ op: 'insert', ref: { kind: 'claim', ...of }, value: claim.value }, claim.lastCommit)]),
    ].map(toDynamoJson),
  })
}

const histories = fc.array(fc.tuple(sceneCommands, contexts), { minLength: 1, maxLength: 8 })

describe('any history of commands in the store', () => {
  it('leaves items that the backend loads, and records as `applyChange` foresees them', async () => {
    await fc.assert(
      fc.asyncProperty(sceneRecords, histories, async (start, history) => {
        const { sequence } = start.scene.value
        const store = storeOf(start)
        for (const [at, [command, context]] of history.entries()) {
          const state = await store.loadScene(PROJECT_ID, sequence)
          if (state === undefined) throw new Error('the scene is gone')
          const commandId = `command-${at}`
          const decision = command.decide(state, { ...context, commandId, commitId: `${commandId}.1` })
          if (!decision.ok || decision.change === undefined) continue

          const answer = await store.commit(decision.change)
          if (!answer.ok) throw new Error(`${command.name} conflicts: ${JSON.stringify(answer.conflicts)}`)
          expect(await store.loadScene(PROJECT_ID, sequence)).toEqual(
            applyChange(state, decision.change, answer.revision),
          )
          expect(await store.commit(decision.change)).toMatchObject({ ok: false })
        }
        const items = store.exportItems()
        expect(items.flatMap(pynamoProblems)).toEqual([])
        const places = items.map(({ SK }) => String(SK?.['S']).split('#')[0])
        expect(places.filter((place) => place === 'SCENE')).toHaveLength(1)
        const { items: events } = await store.readEvents(PROJECT_ID)
        const orders = events.map(({ order }) => order)
        expect([...orders].sort((a, b) => a - b)).toEqual(orders)
        expect(new Set(orders).size).toBe(orders.length)
      }),
      { numRuns: 500 },
    )
  })
})
