import { describe, expect, it } from 'vitest'
import { aProject, createTestScenes, done, missing } from '@badapple/scenes/testing'
import { rejected } from '../core/support/thrown.js'

const BYTES = new Uint8Array([1, 2, 3])

function film() {
  return createTestScenes(aProject({ projectId: 'film', scenes: [done(), missing(), missing()] }))
}

describe('replay', () => {
  it('of a project that only this library wrote shows no difference', async () => {
    const { scenes } = film()
    await scenes.generateMissing('film', () => Promise.resolve({ body: BYTES }))
    const { replayed, differences, events, invalid } = await scenes.replay('film')
    expect(replayed.counters).toEqual({ sceneCount: 3, completedScenes: 3, failedScenes: 0 })
    expect({ differences, invalid }).toEqual({ differences: [], invalid: [] })
    expect(events).toBeGreaterThan(5)
  })

  it('reads it once where nothing differs', async () => {
    const { scenes, requests } = film()
    await scenes.replay('film')
    expect(requests().map(({ operation }) => operation)).toEqual(['loadProject', 'readEvents'])
  })

  it('tells what another system saved', async () => {
    const { scenes, python } = film()
    const read = python.read('film', 2)
    await scenes.generateMissing('film', () => Promise.resolve({ body: BYTES }))
    read.save()
    const { differences } = await scenes.replay('film')
    expect(differences).toMatchObject([
      { kind: 'scene-status', sequence: 2, replayed: 'completed', stored: 'pending', savedByOthers: true },
      { kind: 'scene-clips', sequence: 2, savedByOthers: true },
    ])
  })

  it('takes no commit under way for a difference', async () => {
    const { scenes, store } = film()
    store.beforeNext('readEvents', async () => {
      await scenes.reject('film', 1, { reason: 'six fingers' })
    })
    expect((await scenes.replay('film')).differences).toEqual([])
  })

  it('of commits at every reading still shows what is wrong, and nothing else', async () => {
    const { scenes, store, python } = film()
    const read = python.read('film', 3)
    await scenes.generateMissing('film', () => Promise.resolve({ body: BYTES }), { only: [3] })
    read.save()
    let prompt = 0
    const edit = async () => {
      store.beforeNext('readEvents', edit)
      await scenes.editScene('film', 2, { prompt: `take ${++prompt}` })
    }
    store.beforeNext('readEvents', edit)
    const { differences } = await scenes.replay('film')
    expect(prompt).toBe(2)
    expect(differences.map(({ kind }) => kind)).toEqual(['scene-status', 'scene-clips'])
  })

  it('gives events that cannot be read apart', async () => {
    const { scenes, store } = film()
    store.putItem({ PK: { S: 'PROJECT#film' }, SK: { S: 'EVENT#zz.1' } })
    expect((await scenes.replay('film')).invalid).toMatchObject([{ id: 'zz.1' }])
  })

  it('says that there is no such project', async () => {
    await rejected(createTestScenes().scenes.replay('nowhere'), 'PROJECT_NOT_FOUND')
  })
})
