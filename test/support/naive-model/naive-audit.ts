import { adoptAlone, candidatesOf, clipsOf } from './naive-clips.js'
import { end } from './naive-claims.js'
import type { NaiveProject, NaiveScene, NaiveWorld, Reasons } from './naive-world.js'
import {
  ACCEPTED,
  derived,
  GRACE_MS,
  isLive,
  MOST_ATTEMPTS,
  moveProject,
  onProject,
  onScene,
  WORKFLOW_MS,
} from './naive-world.js'

/** The error of a scene that nobody finished, whatever its words. */
export const STALLED = 'stalled'

/** Stands for whatever a repair names the lease that it makes. */
export const REPAIR = 'repair'

/** What an audit must find, in words of its own: kind, scene, and whether it is put right. */
export function findings(world: NaiveWorld, projectId: string): readonly string[] {
  const project = world.projects.get(projectId)
  if (project === undefined) return []
  const ofScenes = project.scenes.flatMap((scene) => sceneFindings(world, project, scene))
  const drifts = project.status !== 'failed' && derived(project) !== project.status
  return [...ofScenes, ...(drifts ? ['project-status-drift, repairable'] : [])].sort()
}

function sceneFindings(world: NaiveWorld, project: NaiveProject, scene: NaiveScene): readonly string[] {
  const { sequence } = scene
  const shared = new Set(clipsOf(scene).filter((key) => key !== undefined && isSharedBy(project, scene, key)))
  const found = [...shared].map(() => `shared-key of scene ${sequence}`)
  if (isLive(scene, world.now) || scene.original !== undefined) return found
  const candidates = candidatesOf(world, project, scene)
  if (candidates[0]?.verdict === 'adoptable')
    return [...found, `orphaned-blob of scene ${sequence}, repairable`]
  for (const { key, verdict } of candidates) {
    const isHindered = verdict === 'fenced' || verdict === 'no-evidence'
    if (isHindered && !scene.superseded.has(key)) found.push(`orphaned-blob of scene ${sequence}`)
  }
  const waits = candidates.some(({ verdict }) => verdict === 'wait')
  if (!waits && isStalled(scene, world.now)) found.push(`stalled of scene ${sequence}, repairable`)
  return found
}

/** The first of those that share a key outside the layout owns it. */
function isSharedBy({ scenes }: NaiveProject, { sequence }: NaiveScene, key: string): boolean {
  return scenes.some((other) => other.sequence < sequence && clipsOf(other).includes(key))
}

function isStalled({ status, lease, changedAt }: NaiveScene, now: number): boolean {
  const quietSince = Math.max(changedAt, lease?.until ?? changedAt)
  return status === 'processing' && quietSince + GRACE_MS <= now
}

/** Whether an audit must report a workflow as stalled; `undefined` where it may. */
export function isStalledProject(
  { status, statusSince, changedAt }: NaiveProject,
  now: number,
): boolean | undefined {
  if (status !== 'composing' && status !== 'generating_scenes') return false
  if (statusSince + WORKFLOW_MS >= now) return false
  return changedAt + WORKFLOW_MS < now ? true : undefined
}

/** Puts right what time made wrong. */
export function repair(world: NaiveWorld, projectId: string): Reasons {
  return onProject(world, projectId, (project) => {
    const drifts = findings(world, projectId).includes('project-status-drift, repairable')
    for (const { sequence } of [...project.scenes].sort((a, b) => a.sequence - b.sequence)) {
      onScene(world, { projectId, sequence }, (scene) => {
        repairScene(world, project, scene)
        return ACCEPTED
      })
    }
    return drifts ? recount(world, projectId) : ACCEPTED
  })
}

function repairScene(world: NaiveWorld, project: NaiveProject, scene: NaiveScene): void {
  const found = sceneFindings(world, project, scene)
  const best = candidatesOf(world, project, scene)[0]
  if (
    best !== undefined &&
    found.some((text) => text.startsWith('orphaned-blob') && text.endsWith('repairable'))
  ) {
    adoptAlone(scene, best.key, REPAIR, world.now)
  } else if (found.some((text) => text.startsWith('stalled'))) {
    const { lease } = scene
    const isSpent = lease !== undefined && lease.attempt - lease.base >= MOST_ATTEMPTS
    scene.status = isSpent ? 'failed' : 'pending'
    scene.error = isSpent ? STALLED : undefined
    if (lease !== undefined) end(lease, world.now)
  }
}

/** Counts again; as the counters are always right, only a status by hand changes. */
export function recount(world: NaiveWorld, projectId: string): Reasons {
  return onProject(world, projectId, (project) => {
    if (project.status !== 'failed') moveProject(project, derived(project), world.now)
    return ACCEPTED
  })
}
