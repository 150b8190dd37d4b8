import { SceneError } from '../core/model/error.js'
import type { CreateScenesOptions } from './create-scenes.js'

/** What each part must be able to do, and where to find one. */
const PARTS = {
  store: {
    methods: ['loadProject', 'loadScene', 'listProjects', 'readEvents', 'findEvent', 'commit'],
    example: 'createMemorySceneStore()',
  },
  blobs: {
    methods: ['stat', 'put', 'list', 'signedUrl', 'signedUpload'],
    example: 'createMemoryBlobStore()',
  },
  clock: { methods: ['now', 'sleep'], example: 'systemClock' },
  ids: { methods: ['projectId', 'commandId'], example: 'randomIds' },
} as const satisfies {
  readonly [Part in 'store' | 'blobs' | 'clock' | 'ids']: {
    readonly methods: readonly (keyof NonNullable<CreateScenesOptions[Part]>)[]
    readonly example: string
  }
}

/**
 * Callers without types forget something; without this they would learn it in the middle of a run.
 * @throws SceneError `INVALID_INPUT`
 */
export function assertOptions(options: unknown): void {
  assertPart(options, 'store')
  assertPart(options, 'blobs')
  if (valueOf(options, 'clock') !== undefined) assertPart(options, 'clock')
  if (valueOf(options, 'ids') !== undefined) assertPart(options, 'ids')
  for (const name of ['random', 'onSignal'] as const) {
    const given = valueOf(options, name)
    if (given !== undefined && typeof given !== 'function') throw invalid(name, 'a function')
  }
  const actor = valueOf(options, 'actor')
  if (actor !== undefined && (typeof actor !== 'string' || actor === '')) throw invalid('actor', 'a name')
}

function assertPart(options: unknown, name: keyof typeof PARTS): void {
  const { methods, example } = PARTS[name]
  const part = valueOf(options, name)
  const missing = methods.find((method) => typeof valueOf(part, method) !== 'function')
  if (missing === undefined) return
  const without = typeof part === 'object' && part !== null ? `; the one given has no ${missing}` : ''
  throw new SceneError('INVALID_INPUT', `createScenes needs \`${name}\`, for instance ${example}${without}`, {
    input: name,
  })
}

/** A property of whatever was passed, even of something that throws when it is looked at. */
function valueOf(value: unknown, name: string): unknown {
  try {
    return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
  } catch (cause) {
    throw new SceneError(
      'INVALID_INPUT',
      `createScenes cannot read \`${name}\`, it throws an error`,
      { input: name },
      { cause },
    )
  }
}

function invalid(input: string, what: string): SceneError {
  return new SceneError('INVALID_INPUT', `createScenes takes ${what} as \`${input}\``, { input })
}
