import type { FindingKind } from '../../../core/model/finding.js'
import type { SceneDraft } from './scene-drafts.js'
import { NEW_SCENE } from './scene-drafts.js'
import type { SceneFaultName } from './scene-faults.js'
import { isSceneFault } from './scene-faults.js'

/** A fault before it is known which project and scene it is put on. */
export interface FaultDraft {
  readonly kind: FindingKind
  readonly project: number
  readonly scene: number
}

/** The faults of one project, each where it does not hide another. */
export interface PlacedFaults {
  /** Those there was room for. */
  readonly kinds: readonly FindingKind[]
  /** The project's scenes, with new ones where a fault needs them. */
  readonly scenes: readonly SceneDraft[]
  /** By the index of the scene. */
  readonly ofScenes: ReadonlyMap<number, SceneFaultName>
  readonly ofProject: ReadonlySet<Exclude<FindingKind, SceneFaultName>>
}

/** How many scenes a project with this fault has at least. */
export function scenesFor(kind: FindingKind): number {
  if (kind === 'shared-key') return 2
  return isSceneFault(kind) || kind === 'project-status-drift' ? 1 : 0
}

/**
 * Puts faults on a project: on every scene one at most, on its status one at most, and none for which there is no room among
 * so many scenes.
 */
export function placeFaults(
  scenes: readonly SceneDraft[],
  faults: readonly Omit<FaultDraft, 'project'>[],
  most: number,
): PlacedFaults {
  const ofScenes = new Map<number, SceneFaultName>()
  const ofProject = new Set<Exclude<FindingKind, SceneFaultName>>()
  const kinds: FindingKind[] = []
  let count = scenes.length
  for (const { kind, scene } of faults) {
    if (!isSceneFault(kind)) {
      const other = kind === 'stalled-project' ? 'project-status-drift' : 'stalled-project'
      if (isStatusFault(kind) && ofProject.has(other)) continue
      if (scenesFor(kind) > most) continue
      count = Math.max(count, scenesFor(kind))
      if (!ofProject.has(kind)) kinds.push(kind)
      ofProject.add(kind)
      continue
    }
    const free = Array.from({ length: most }, (_, at) => at).filter((at) => !ofScenes.has(at))
    const wanted =
      free.includes(scene) && scene < count ? [scene, ...free.filter((at) => at !== scene)] : free
    const places = wanted.slice(0, scenesFor(kind))
    if (places.length < scenesFor(kind)) continue
    kinds.push(kind)
    for (const at of places) ofScenes.set(at, kind)
    count = Math.max(count, ...places.map((at) => at + 1))
  }
  const added = Array.from({ length: count - scenes.length }, () => NEW_SCENE)
  return { kinds, scenes: [...scenes, ...added], ofScenes, ofProject }
}

function isStatusFault(kind: FindingKind): boolean {
  return kind === 'stalled-project' || kind === 'project-status-drift'
}
