import { describe, expect, it } from 'vitest'
import { parseInput } from '../../../src/core/model/issues.schema.js'
import { newProjectSchema } from '../../../src/core/model/new-project.schema.js'
import { newSceneSchema } from '../../../src/core/model/new-scene.schema.js'
import { DEFAULT_POLICY } from '../../../src/core/model/policy.js'
import { thrown } from '../support/thrown.js'

const schema = newSceneSchema(DEFAULT_POLICY)
const SCENE = { prompt: 'a lighthouse', durationSeconds: 8 }

describe('newSceneSchema', () => {
  it('fills in what was left out', () => {
    expect(schema.parse(SCENE)).toEqual({ ...SCENE, referenceImageKeys: [], needsLipSync: false })
  })

  it('takes prompts up to the limits of the policy', () => {
    expect(schema.safeParse({ ...SCENE, prompt: 'a'.repeat(5_000) }).success).toBe(true)
    expect(schema.safeParse({ ...SCENE, negativePrompt: 'a'.repeat(1_000) }).success).toBe(true)
    const strict = newSceneSchema({ maxPromptLength: 3, maxNegativePromptLength: 2 })
    expect(strict.safeParse({ ...SCENE, prompt: 'abc', negativePrompt: 'ab' }).success).toBe(true)
    expect(strict.safeParse({ ...SCENE, prompt: 'abcd' }).success).toBe(false)
    expect(strict.safeParse({ ...SCENE, prompt: 'abc', negativePrompt: 'abc' }).success).toBe(false)
  })

  it.each([
    ['no prompt', { prompt: '' }, 'prompt'],
    ['a long prompt', { prompt: 'a'.repeat(5_001) }, 'prompt'],
    ['a long negative prompt', { negativePrompt: 'a'.repeat(1_001) }, 'negativePrompt'],
    ['no length', { durationSeconds: 0 }, 'durationSeconds'],
    ['an endless length', { durationSeconds: Number.POSITIVE_INFINITY }, 'durationSeconds'],
    ['a URL for a key', { audioClipKey: 'https://media.example/a.mp3' }, 'audioClipKey: not an object key'],
    [
      'a URL among keys',
      { referenceImageKeys: ['a.png', 's3://b/c'] },
      'referenceImageKeys.1: not an object key',
    ],
    ['an unknown field', { duration: 8 }, 'duration'],
  ])('refuses %s', (_, flaw, issue) => {
    const error = thrown(() => parseInput(schema, { ...SCENE, ...flaw }, 'scene'), 'INVALID_INPUT')
    expect(error.details.input).toBe('scene')
    expect(error.details.issues?.join()).toContain(issue)
  })
})

describe('newProjectSchema', () => {
  it('needs a concept and nothing else', () => {
    expect(newProjectSchema.parse({ conceptPrompt: 'ships' })).toEqual({ conceptPrompt: 'ships' })
  })

  it.each([
    ['no concept', { conceptPrompt: '' }],
    ['an id that breaks object keys', { projectId: 'a/b' }],
    ['an empty id', { projectId: '' }],
    ['a URL for a key', { characterImageKey: 'https://media.example/a.png' }],
    ['an unknown mode', { mode: 'opera' }],
    ['an unknown field', { title: 'ships' }],
  ])('refuses %s', (_, flaw) => {
    expect(newProjectSchema.safeParse({ conceptPrompt: 'ships', ...flaw }).success).toBe(false)
  })
})
