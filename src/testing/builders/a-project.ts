import { parseInput } from '../../core/model/issues.schema.js'
import type { NewProjectInput } from '../../core/model/new-project.schema.js'
import { newProjectSchema } from '../../core/model/new-project.schema.js'
import { newSceneSchema } from '../../core/model/new-scene.schema.js'
import { DEFAULT_POLICY } from '../../core/model/policy.js'
import { TEST_TIME_MS } from '../manual-clock.js'
import { asPythonSaves } from '../python-backend.js'
import type { TestSnapshot } from '../test-data.js'
import { Past } from './past.js'
import type { SceneDraft } from './scene-drafts.js'
import { SCENE_PASTS } from './scene-pasts.js'

const sceneSchema = newSceneSchema(DEFAULT_POLICY)

/** What a project is built from. */
export interface ProjectDraft extends Partial<NewProjectInput> {
  /** In display order; their sequences are 1, 2, 3 … */
  readonly scenes?: readonly SceneDraft[]
  /** The present, to which all that happened is the past. Default: the time at which manual clocks begin. */
  readonly now?: Date | number
  /**
   * Who wrote it: this library, or the Python backend before there was this library, with nothing but what that knows: no
   * leases, no history, no ledger. Default: `library`.
   */
  readonly writtenBy?: 'library' | 'python'
}

/** A project as stored, with its objects, at its present. */
export interface TestProject extends TestSnapshot {
  readonly projectId: string
}

const CREATED_AGO_MS = 7_200_000

/**
 * Builds a stored project with scenes in given states. What is stored is what the library itself would have written.
 * @throws SceneError `INVALID_INPUT` for fields that a project or a scene cannot have.
 * @example
 * const project = aProject({ projectId: 'film', scenes: [done(), stuck(), missing({ prompt: 'A storm' })] })
 * const { scenes } = createTestScenes(project)
 * const selection = await scenes.select('film')
 * selection.selected.map((scene) => scene.prompt) // ['Shot 2', 'A storm']
 */
export function aProject(draft: ProjectDraft = {}): TestProject {
  const { scenes = [], now = TEST_TIME_MS, writtenBy = 'library', projectId = 'a-project', ...fields } = draft
  const given = { projectId, conceptPrompt: 'A lighthouse keeper dances alone', ...fields }
  const project = parseInput(newProjectSchema, given, 'project')
  const newScenes = scenes.map(({ fields: own }, at) =>
    parseInput(sceneSchema, { prompt: `Shot ${at + 1}`, durationSeconds: 8, ...own }, `scenes[${at}]`),
  )
  const nowMs = Number(now)
  const past = new Past(projectId, writtenBy)
  past.create(project, newScenes, nowMs - CREATED_AGO_MS)
  const steps = scenes.flatMap(({ state }, at) =>
    SCENE_PASTS[state].map((step) => ({ ...step, sequence: at + 1 })),
  )
  for (const { sequence, does, agoMs } of steps.toSorted((a, b) => b.agoMs - a.agoMs)) {
    past.step(sequence, does, nowMs - agoMs)
  }
  const items = past.items()
  const isKnown = (item: (typeof items)[number]) => /^(?:METADATA|SCENE#)/.test(String(item['SK']?.['S']))
  return {
    projectId,
    nowMs,
    items: writtenBy === 'library' ? items : items.filter(isKnown).map(asPythonSaves),
    objects: past.objects(),
  }
}
