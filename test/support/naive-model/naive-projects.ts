import type { NaiveSource } from './naive-clips.js'
import { bring, keyOf, missing } from './naive-clips.js'
import type { NaiveProject, NaiveProjectStatus, NaiveScene, NaiveWorld, Reasons } from './naive-world.js'
import { ACCEPTED, derived, moveProject, onProject, reasons } from './naive-world.js'

/** A new project. */
export function createProject(world: NaiveWorld, projectId: string, concept: string): Reasons {
  if (world.projects.has(projectId)) return ['PROJECT_EXISTS']
  const { now } = world
  const empty = { film: undefined, scenes: [], highest: 0, statusSince: now, changedAt: now }
  world.projects.set(projectId, { projectId, concept, status: 'pending', ...empty })
  return ACCEPTED
}

/** Another concept, whatever the status. */
export function editProject(world: NaiveWorld, projectId: string, concept: string): Reasons {
  return onProject(world, projectId, (project) => {
    project.concept = concept
    return ACCEPTED
  })
}

/** More scenes at the end, under new numbers. */
export function addScenes(
  world: NaiveWorld,
  projectId: string,
  scenes: readonly { readonly prompt: string; readonly seconds: number }[],
): Reasons {
  return onProject(world, projectId, (project) => {
    const first = project.scenes.length === 0 && ['pending', 'generating_scenes'].includes(project.status)
    if (!first && !['processing', 'completed'].includes(project.status)) return ['REFUSED project-status']
    for (const { prompt, seconds } of scenes) {
      project.scenes.push(newScene(++project.highest, prompt, seconds, world.now))
    }
    return ACCEPTED
  })
}

function newScene(sequence: number, prompt: string, seconds: number, now: number): NaiveScene {
  const nothing = { original: undefined, working: undefined, lipSynced: undefined, lipSyncJob: undefined }
  const none = {
    trim: undefined,
    error: undefined,
    lease: undefined,
    past: new Map(),
    superseded: new Set<string>(),
  }
  return {
    sequence,
    prompt,
    seconds,
    createdAt: now,
    changedAt: now,
    status: 'pending',
    retries: 0,
    ...nothing,
    ...none,
  }
}

/** A scene fewer; the film closes up. */
export function removeScene(world: NaiveWorld, projectId: string, sequence: number): Reasons {
  return onProject(world, projectId, (project) => {
    const refused = reasons({
      SCENE_NOT_FOUND: !project.scenes.some((scene) => scene.sequence === sequence),
      'REFUSED project-status': ['composing', 'pending'].includes(project.status),
      'REFUSED last-scene': project.scenes.length === 1,
    })
    if (refused.length > 0) return refused
    project.scenes = project.scenes.filter((scene) => scene.sequence !== sequence)
    return ACCEPTED
  })
}

/** Another order of the film. */
export function reorderScenes(world: NaiveWorld, projectId: string, order: readonly number[]): Reasons {
  return onProject(world, projectId, (project) => {
    const sorted = (numbers: readonly number[]) => String([...numbers].sort((a, b) => a - b))
    const all = project.scenes.map(({ sequence }) => sequence)
    if (sorted(order) !== sorted(all)) return ['REFUSED not-a-permutation']
    project.scenes.sort((a, b) => order.indexOf(a.sequence) - order.indexOf(b.sequence))
    return ACCEPTED
  })
}

/** The moves of a project that a command may ask for. */
const MOVES: Readonly<Record<NaiveProjectStatus, readonly NaiveProjectStatus[]>> = {
  pending: ['generating_scenes', 'processing', 'failed'],
  generating_scenes: ['pending', 'failed'],
  processing: ['completed', 'failed', 'composing', 'pending'],
  composing: ['completed', 'failed'],
  completed: ['processing', 'composing'],
  failed: ['pending', 'generating_scenes', 'processing', 'composing'],
}

function noFilm({ scenes }: NaiveProject): Reasons {
  return reasons({
    'REFUSED no-scenes': scenes.length === 0,
    'REFUSED videos-missing': scenes.some(({ original }) => original === undefined),
  })
}

/** The status by hand. */
export function setProjectStatus(
  world: NaiveWorld,
  projectId: string,
  { status, expected }: { status: NaiveProjectStatus; expected: NaiveProjectStatus | undefined },
): Reasons {
  return onProject(world, projectId, (project) => {
    if (expected !== undefined && expected !== project.status) return ['REFUSED status-changed']
    if (status === project.status) return ACCEPTED
    const refused = [
      ...reasons({ 'REFUSED transition': !MOVES[project.status].includes(status) }),
      ...(status === 'composing' ? noFilm(project) : []),
    ]
    const next = derived(project, status)
    if (refused.length === 0 && next !== status && status !== 'processing' && status !== 'failed') {
      return ['REFUSED counts-disagree']
    }
    const wanted = status === 'processing' ? next : status
    if (refused.length === 0 && wanted !== project.status) moveProject(project, wanted, world.now)
    return refused
  })
}

/** Somebody writes the scenes now. */
export function startSceneGeneration(world: NaiveWorld, projectId: string): Reasons {
  return onProject(world, projectId, (project) => {
    const refused = reasons({
      'REFUSED has-scenes': project.scenes.length > 0,
      'REFUSED transition': !['pending', 'failed'].includes(project.status),
    })
    if (refused.length === 0) moveProject(project, 'generating_scenes', world.now)
    return refused
  })
}

/** The scenes are written. */
export function finishSceneGeneration(world: NaiveWorld, projectId: string): Reasons {
  return onProject(world, projectId, (project) => {
    if (project.status === 'pending') return ACCEPTED
    if (project.status !== 'generating_scenes') return ['REFUSED project-status']
    moveProject(project, derived(project, 'pending'), world.now)
    return ACCEPTED
  })
}

/** A workflow came to nothing. */
export function failWorkflow(
  world: NaiveWorld,
  projectId: string,
  workflow: 'generating_scenes' | 'composing',
): Reasons {
  return onProject(world, projectId, (project) => {
    if (project.status === 'failed') return ACCEPTED
    if (project.status !== workflow) return ['REFUSED project-status']
    moveProject(project, 'failed', world.now)
    return ACCEPTED
  })
}

/** The videos are made now. */
export function startVideoGeneration(world: NaiveWorld, projectId: string): Reasons {
  return onProject(world, projectId, (project) => {
    const { scenes, status } = project
    const refused = reasons({
      'REFUSED no-scenes': scenes.length === 0,
      'REFUSED nothing-to-generate':
        scenes.length > 0 && scenes.every(({ original }) => original !== undefined),
      'REFUSED transition': status === 'generating_scenes' || status === 'composing',
    })
    if (refused.length === 0) moveProject(project, 'processing', world.now)
    return refused
  })
}

/** The film is made now. */
export function startComposition(world: NaiveWorld, projectId: string): Reasons {
  return onProject(world, projectId, (project) => {
    const { status } = project
    const refused = [
      ...reasons({
        'REFUSED project-status': status === 'composing',
        'REFUSED transition': status === 'pending' || status === 'generating_scenes',
      }),
      ...noFilm(project),
    ]
    if (refused.length === 0) moveProject(project, 'composing', world.now)
    return refused
  })
}

/** The film is there. */
export function finishComposition(
  world: NaiveWorld,
  projectId: string,
  { source, id }: { source: NaiveSource; id: string },
): Reasons {
  return onProject(world, projectId, (project) => {
    const ownKey = `mv/projects/${projectId}/final_${id}.mp4`
    const key = keyOf(source, ownKey)
    if (project.status !== 'composing' && project.film === key) return ACCEPTED
    const folder = `mv/projects/${projectId}/`
    const isFilm = key.startsWith(folder) && !key.startsWith(`${folder}scenes/`)
    const refused = [
      ...reasons({
        'REFUSED project-status': project.status !== 'composing',
        'REFUSED unfit-key': key.startsWith('mv/projects/') && !isFilm,
      }),
      ...missing(world, source),
    ]
    if (refused.length > 0) return refused
    bring(world, source, ownKey)
    project.film = key
    moveProject(project, derived(project, 'completed'), world.now)
    return ACCEPTED
  })
}
