import fc from 'fast-check'
import type { Project } from '../../core/model/project.js'
import { PROJECT_MODES } from '../../core/model/project.js'
import { PROJECT_STATUSES } from '../../core/model/status.js'
import type { FixedFields } from './fixed-fields.js'
import { fixedOr, withFixed } from './fixed-fields.js'
import { storedKeys } from './object-keys.js'
import { PROJECT_ID } from './scene.js'
import { timestamps } from './timestamps.js'

const texts = fc.string({ maxLength: 12 })
const counts = fc.nat(20)

const KEYS = [
  'characterImageKey',
  'productImageKey',
  'audioBackingTrackKey',
  'finalOutputKey',
] as const satisfies readonly (keyof Project)[]

/**
 * Projects of every status, new, old, and saved by others, with counters that agree with nothing. A project shrinks to a
 * `pending` one with nothing but what every project has.
 * @example
 * fc.assert(fc.property(arbitraryProject({ status: 'composing' }), (project) => isLocked(project)))
 */
export function arbitraryProject(fields: FixedFields<Project> = {}): fc.Arbitrary<Project> {
  const { projectId, ...rest } = fields
  const files = fc.record(
    {
      characterImageKey: storedKeys,
      productImageKey: storedKeys,
      audioBackingTrackKey: storedKeys,
      finalOutputKey: storedKeys,
    },
    { requiredKeys: [] },
  )
  const facts = fc.record(
    {
      projectId: fixedOr(projectId, fc.constant(PROJECT_ID)),
      status: fc.constantFrom(...PROJECT_STATUSES),
      conceptPrompt: texts,
      createdAt: timestamps,
      updatedAt: timestamps,
      characterDescription: texts,
      productDescription: texts,
      directorConfig: texts,
      mode: fc.constantFrom(...PROJECT_MODES),
      sceneCount: counts,
      completedScenes: counts,
      failedScenes: counts,
      listedAs: fc.constantFrom(...PROJECT_STATUSES),
      order: fc.oneof(fc.nat(9), fc.integer({ min: 2_000_000_000_000, max: 2_000_000_000_009 })),
      ledger: fc.nat(9),
      ledgerRetired: fc.nat(4),
    },
    {
      requiredKeys: ['projectId', 'status', 'conceptPrompt', 'createdAt', 'updatedAt'],
      noNullPrototype: true,
    },
  )
  const projects = fc.tuple(facts, files).map(([project, keys]): Project => {
    const folder = { projectId: project.projectId, sequence: 1 }
    const named = KEYS.flatMap((name) => {
      const keyOf = keys[name]
      return keyOf === undefined ? [] : [[name, keyOf(folder)] as const]
    })
    return { ...project, ...Object.fromEntries(named) }
  })
  return withFixed(projects, rest)
}
