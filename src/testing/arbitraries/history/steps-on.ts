import fc from 'fast-check'
import { SCENE_STATUSES } from '../../../core/model/status.js'
import type {
  ClaimStep,
  HistoryStep,
  HistoryStepName,
  LoseObjectStep,
  PythonStep,
  SceneStep,
  WorkerStep,
} from '../../history/history-step.js'

/** Steps by what they do. */
type StepsByName = Readonly<Record<HistoryStepName, fc.Arbitrary<HistoryStep>>>

/** Every step there is, about the first scenes of a project. */
export function stepsOn(scenes: number): StepsByName {
  const scene = fc.integer({ min: 1, max: scenes })
  const worker = fc.integer({ min: 1, max: 2 })
  const plain = { noNullPrototype: true } as const
  const always = <Step extends HistoryStep>(step: Step) => fc.constant(step)
  const onScene = (does: SceneStep['does'] | LoseObjectStep['does']) =>
    fc.record({ does: fc.constant(does), scene }, plain)
  const byWorker = (does: WorkerStep['does']) => fc.record({ does: fc.constant(does), scene, worker }, plain)
  const claiming = (does: ClaimStep['does']) =>
    fc.record(
      { does: fc.constant(does), scene, worker, regenerate: fc.constant<true>(true) },
      { ...plain, requiredKeys: ['does', 'scene', 'worker'] },
    )
  const byPython = (does: PythonStep['does']) =>
    fc.record({ does: fc.constant(does), scene }, { ...plain, requiredKeys: ['does'] })
  return {
    addScenes: fc.record({ does: fc.constant('addScenes'), count: fc.integer({ min: 1, max: 2 }) }, plain),
    claim: claiming('claim'),
    generate: claiming('generate'),
    heartbeat: byWorker('heartbeat'),
    submit: byWorker('submit'),
    uploadOnly: byWorker('uploadOnly'),
    complete: byWorker('complete'),
    fail: byWorker('fail'),
    release: byWorker('release'),
    editScene: onScene('editScene'),
    reset: onScene('reset'),
    retry: onScene('retry'),
    reject: onScene('reject'),
    upload: onScene('upload'),
    trim: onScene('trim'),
    lipSync: onScene('lipSync'),
    restore: onScene('restore'),
    adopt: onScene('adopt'),
    removeScene: onScene('removeScene'),
    setSceneStatus: fc.record(
      { does: fc.constant('setSceneStatus'), scene, status: fc.constantFrom(...SCENE_STATUSES) },
      plain,
    ),
    moveScene: fc.record({ does: fc.constant('moveScene'), scene, to: scene }, plain),
    generateMissing: always({ does: 'generateMissing' }),
    startComposition: always({ does: 'startComposition' }),
    finishComposition: always({ does: 'finishComposition' }),
    failComposition: always({ does: 'failComposition' }),
    compose: always({ does: 'compose' }),
    recount: always({ does: 'recount' }),
    repair: always({ does: 'repair' }),
    // Around the graces and the leases of the default policy, and far beyond.
    wait: fc.record(
      { does: fc.constant('wait'), ms: fc.constantFrom(1_000, 60_000, 180_000, 3_600_000) },
      plain,
    ),
    pythonReads: byPython('pythonReads'),
    pythonSaves: byPython('pythonSaves'),
    loseObject: onScene('loseObject'),
  }
}
