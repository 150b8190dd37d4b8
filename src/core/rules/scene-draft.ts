import type { Claim } from '../model/claim.js'
import type { FindingKind } from '../model/finding.js'
import type { Scene } from '../model/scene.js'
import { clipTexts } from '../model/scene.js'
import type { SceneStatus } from '../model/status.js'
import type { SceneCase } from './scene-case.js'
import type { SceneFact } from './scene-fact.js'

/** A scene on its way to what it should be. */
export interface SceneDraft {
  readonly scene: Scene
  readonly claim: Claim | undefined
  readonly facts: readonly SceneFact[]
  /** What was put right so far. */
  readonly repaired: readonly FindingKind[]
  /** Whether the scene has a video was changed, so that a status which no longer fits is no cause of its own. */
  readonly videoChanged: boolean
  /** A clip may still turn up: what takes its evidence away has to wait. */
  readonly mayTurnUp: boolean
  /** A commit now would wipe the only evidence of a lost clip: nothing is written. */
  readonly isHeld: boolean
  /** What decides whether the scene has a video is not to be repaired, so what follows from it is left alone too. */
  readonly isBlocked: boolean
}

/** What puts a fact right. */
export type SceneMove = Partial<Pick<SceneDraft, 'scene' | 'claim' | 'videoChanged'>>

/** One step of an audit. It sees the scene as the steps before left it. */
export type ReconcileStep = (draft: SceneDraft, situation: SceneCase) => SceneDraft

/** The draft with a fact that is only reported. */
export function report(draft: SceneDraft, fact: SceneFact): SceneDraft {
  return { ...draft, facts: [...draft.facts, fact] }
}

/** The draft with a fact, and with what puts it right if this kind is to be repaired. */
export function repair(draft: SceneDraft, { only }: SceneCase, fact: SceneFact, move: SceneMove): SceneDraft {
  const reported = report(draft, fact)
  if (only?.has(fact.kind) === false) {
    return { ...reported, isBlocked: draft.isBlocked || isDecisive(draft, fact, move) }
  }
  return { ...reported, ...move, repaired: [...draft.repaired, fact.kind] }
}

/** Whether what comes later may judge the scene's video otherwise without this repair. */
function isDecisive({ scene }: SceneDraft, fact: SceneFact, move: SceneMove): boolean {
  const namesClip = fact.kind === 'invalid-key' && clipTexts(scene.clips).some((text) => text === fact.key)
  return namesClip || move.videoChanged === true
}

/** The scene with a status to which no error belongs. */
export function withCleanStatus(scene: Scene, status: Extract<SceneStatus, 'pending' | 'completed'>): Scene {
  const { errorMessage, failedAt, ...rest } = scene
  return { ...rest, status }
}
