import { afterEach, describe, expect, it, vi } from 'vitest'
import { isSceneError, SceneError } from '../../../src/core/model/error.js'

afterEach(() => {
  vi.resetModules()
})

describe('SceneError', () => {
  it('carries code, details, cause and whether a retry may help', () => {
    const cause = new Error('socket closed')
    const error = new SceneError(
      'BLOB_ABSENT',
      'nothing at a.mp4',
      { key: 'a.mp4' },
      { cause, retryable: true },
    )
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({
      name: 'SceneError',
      message: 'nothing at a.mp4',
      code: 'BLOB_ABSENT',
      details: { key: 'a.mp4' },
      retryable: true,
    })
    expect(error.cause).toBe(cause)
  })

  it('has no cause and is not retryable unless it is told', () => {
    const error = new SceneError('BLOB_ABSENT', 'nothing there', { key: 'a.mp4' })
    expect('cause' in error).toBe(false)
    expect(error.retryable).toBe(false)
    expect(Object.keys(error)).not.toContain('message')
  })

  it('keeps the beginning and the end of a message that is too long', () => {
    const messageOf = (message: string) => new SceneError('BLOB_ABSENT', message, { key: '' }).message
    const most = `${'a'.repeat(300)}${'z'.repeat(200)}`
    expect(messageOf(most)).toBe(most)
    expect(messageOf(`${'a'.repeat(300)}b${'z'.repeat(200)}`)).toBe(`${'a'.repeat(300)} … ${'z'.repeat(200)}`)
  })

  it('keeps a cause that is undefined', () => {
    expect('cause' in new SceneError('BLOB_ABSENT', '', { key: '' }, { cause: undefined })).toBe(true)
  })
})

describe('isSceneError', () => {
  const error = new SceneError('PROJECT_NOT_FOUND', 'no project', { projectId: '91cf' })

  it('knows its own, by code if one is named', () => {
    expect(isSceneError(error)).toBe(true)
    expect(isSceneError(error, 'PROJECT_NOT_FOUND')).toBe(true)
    expect(isSceneError(error, 'SCENE_NOT_FOUND')).toBe(false)
  })

  it.each([
    ['another error', new Error('no')],
    ['an imitation', { name: 'SceneError', code: 'PROJECT_NOT_FOUND', details: {} }],
    ['a text', 'SceneError'],
    ['null', null],
    ['undefined', undefined],
  ])('is false for %s', (_, value) => {
    expect(isSceneError(value)).toBe(false)
    expect(isSceneError(value, 'PROJECT_NOT_FOUND')).toBe(false)
  })

  it('knows the error of any other version by a mark that stays', () => {
    const foreign = Object.assign(new Error('no'), { [Symbol.for('@badapple/scenes/SceneError')]: true })
    expect(isSceneError(foreign)).toBe(true)
  })

  it('works across two copies of the module', async () => {
    vi.resetModules()
    const copy = await import('../../../src/core/model/error.js')
    expect(copy.SceneError).not.toBe(SceneError)
    const foreign = new copy.SceneError('PROJECT_NOT_FOUND', 'no project', { projectId: '91cf' })
    expect(foreign).not.toBeInstanceOf(SceneError)
    expect(isSceneError(foreign)).toBe(true)
    expect(isSceneError(foreign, 'PROJECT_NOT_FOUND')).toBe(true)
    expect(isSceneError(foreign, 'SCENE_NOT_FOUND')).toBe(false)
    expect(copy.isSceneError(error, 'PROJECT_NOT_FOUND')).toBe(true)
  })
})
