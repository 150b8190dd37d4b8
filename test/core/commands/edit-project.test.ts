import { describe, expect, it } from 'vitest'
import { decideEditProject } from '../../../src/core/commands/edit-project.js'
import { toObjectKey } from '../../../src/core/model/object-key.js'
import { projectChangesSchema } from '../../../src/core/model/project-changes.schema.js'
import { PROJECT_STATUSES } from '../../../src/core/model/status.js'
import { aContext, NOW, projectRecords } from '../support/builders.js'
import { accepted, operations, unchanged, writeOn } from '../support/decisions.js'

const image = toObjectKey('mv/projects/91cf/character.png')

describe('decideEditProject', () => {
  it('writes what differs and nothing else, and removes what is null', () => {
    const state = projectRecords([{}], { mode: 'ad-creative', directorConfig: 'wes', productImageKey: image })
    const changes = {
      conceptPrompt: 'ships sing',
      mode: 'music-video',
      directorConfig: null,
      productImageKey: null,
      characterImageKey: image,
    } as const
    const { change, event, result } = accepted(decideEditProject(state, changes, aContext()))
    expect(operations(change)).toEqual(['update project'])
    expect(writeOn(change, 'project')).toMatchObject({
      set: { ...changes, updatedAt: NOW, order: Date.parse(NOW) },
      guard: { revision: 'commit:project-commit' },
    })
    expect(result).toMatchObject({ conceptPrompt: 'ships sing', status: 'processing' })
    expect(result).not.toHaveProperty('directorConfig')
    expect(event).toMatchObject({ type: 'project-edited', order: Date.parse(NOW) })
    expect(event).not.toHaveProperty('to')
  })

  it('is open in every status', () => {
    for (const status of PROJECT_STATUSES) {
      const state = projectRecords([], { status })
      expect(accepted(decideEditProject(state, { directorConfig: 'x' }, aContext())).result.status).toBe(
        status,
      )
    }
  })

  it('commits nothing when nothing differs', () => {
    const state = projectRecords([], { mode: 'ad-creative' })
    for (const changes of [{}, { mode: 'ad-creative' }, { characterImageKey: null }] as const) {
      expect(unchanged(decideEditProject(state, changes, aContext()))).toBe(state.project.value)
    }
  })
})

describe('changes of a project', () => {
  it('may leave everything out, also as undefined, and null what is optional', () => {
    expect(Object.keys(projectChangesSchema.parse({ conceptPrompt: undefined }))).toEqual([])
    const nothing = {
      characterDescription: null,
      characterImageKey: null,
      productDescription: null,
      productImageKey: null,
      audioBackingTrackKey: null,
      directorConfig: null,
      mode: null,
    }
    expect(projectChangesSchema.parse(nothing)).toEqual(nothing)
  })

  it.each([
    { conceptPrompt: null },
    { conceptPrompt: '' },
    { mode: 'opera' },
    { characterImageKey: 'https://x/y.png' },
    { projectId: 'other' },
    { status: 'completed' },
    { sceneCount: 1 },
  ])('refuse %j', (changes) => {
    expect(projectChangesSchema.safeParse(changes).success).toBe(false)
  })
})
