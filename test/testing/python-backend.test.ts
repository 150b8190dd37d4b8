import { describe, expect, it } from 'vitest'
import { epochMs, toDynamoJson } from '@badapple/scenes'
import {
  aProject,
  asPythonSaves,
  createTestScenes,
  done,
  missing,
  PYTHON_ATTRIBUTES,
} from '@badapple/scenes/testing'
import { pynamoProblems } from '../core/support/pynamo.js'

const FILM = aProject({ projectId: 'film', scenes: [missing({ prompt: 'A storm' }), done()] })

describe('the Python backend beside the library', () => {
  it('reads what it knows of a project and of a scene, in a form that its models load', () => {
    const { python } = createTestScenes(FILM)
    const [project, scene] = [python.read('film').item, python.read('film', 2).item]
    expect(project).toMatchObject({ SK: { S: 'METADATA' }, completedScenes: { N: '1' } })
    expect(scene).toMatchObject({ SK: { S: 'SCENE#002' }, status: { S: 'completed' } })
    for (const item of [project, scene]) {
      expect(Object.keys(item).filter((name) => !PYTHON_ATTRIBUTES.has(name))).toEqual([])
      expect(pynamoProblems(item)).toEqual([])
    }
  })

  it('saves the whole item as it was read, whatever happened to it since', async () => {
    const { scenes, python, store } = createTestScenes(FILM)
    const copy = python.read('film', 1)
    await scenes.editScene('film', 1, { prompt: 'A calm' })
    await scenes.claim('film', 1)
    copy.save({ errorMessage: 'no credit' })
    const item = store.items().find(({ SK }) => SK === 'SCENE#001')
    expect(item).toMatchObject({ prompt: 'A storm', status: 'pending', errorMessage: 'no credit' })
    expect(item).not.toHaveProperty('lastCommit')
  })

  it('saves at the present, unless it says when', async () => {
    const { scenes, python, clock } = createTestScenes(FILM)
    await clock.advance(60_000)
    const updatedAt = async () => (await scenes.load('film')).scenes[0]?.value.updatedAt ?? expect.fail()
    python.read('film', 1).save()
    expect(epochMs(await updatedAt())).toBe(clock.now())
    python.read('film', 1).save({ updatedAt: '2025-01-01T00:00:00.000000+0000' })
    expect(epochMs(await updatedAt())).toBe(Date.UTC(2025, 0, 1))
  })

  it('takes attributes away with null, and changes no copy by saving it', () => {
    const { python } = createTestScenes(FILM)
    const copy = python.read('film', 2)
    copy.save({ originalVideoClipS3Key: null })
    expect(python.read('film', 2).item).not.toHaveProperty('originalVideoClipS3Key')
    copy.save()
    expect(python.read('film', 2).item).toHaveProperty('originalVideoClipS3Key')
  })

  it('is noticed by a process that decided before it saved', async () => {
    const { scenes, store, python } = createTestScenes(FILM)
    store.beforeNext('commit', () => {
      python.read('film', 1).save({ prompt: 'A calm' })
    })
    await scenes.claim('film', 1)
    expect((await scenes.load('film')).scenes[0]?.value).toMatchObject({
      prompt: 'A calm',
      status: 'processing',
    })
  })

  it('cannot read what is not there', () => {
    const { python } = createTestScenes(FILM)
    expect(() => python.read('nowhere')).toThrow('there is no item PROJECT#nowhere METADATA')
    expect(() => python.read('film', 3)).toThrow('there is no item PROJECT#film SCENE#003')
  })
})

describe('asPythonSaves', () => {
  it('keeps what the backend knows, and nothing else', () => {
    expect(asPythonSaves(toDynamoJson({ prompt: 'A storm', lastCommit: 'a.1', ledger: 2 }))).toEqual({
      prompt: { S: 'A storm' },
    })
  })
})
