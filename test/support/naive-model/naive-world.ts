/** Statuses, written out once more: the naive model shares nothing with the library. */
export type NaiveSceneStatus = 'pending' | 'processing' | 'completed' | 'failed'
export type NaiveProjectStatus =
  'pending' | 'generating_scenes' | 'processing' | 'composing' | 'completed' | 'failed'

/** The lease on a scene. Times are milliseconds since 1970. */
export interface NaiveLease {
  holder: string
  owner: string
  until: number
  ended: boolean
  attempt: number
  base: number
  floor: number | undefined
  job: string | undefined
  clip: string | undefined
}

/** A scene as a plain object that commands change in place. */
export interface NaiveScene {
  readonly sequence: number
  readonly createdAt: number
  status: NaiveSceneStatus
  original: string | undefined
  working: string | undefined
  lipSynced: string | undefined
  lipSyncJob: string | undefined
  trim: { readonly in: number; readonly out: number } | undefined
  seconds: number
  prompt: string
  retries: number
  error: string | undefined
  lease: NaiveLease | undefined
  changedAt: number
  /** Every original that it ever had, with its real length where somebody said it. */
  readonly past: Map<string, number | undefined>
  /** Keys that were taken away and not set again since. */
  readonly superseded: Set<string>
}

/** A project; its scenes stand in the order of the film. */
export interface NaiveProject {
  readonly projectId: string
  status: NaiveProjectStatus
  concept: string
  film: string | undefined
  scenes: NaiveScene[]
  /** The highest sequence ever used. */
  highest: number
  /** Since when it is in its status. */
  statusSince: number
  /** When anything about it or its scenes changed last. */
  changedAt: number
}

/** Where a scene is. */
export interface NaiveRef {
  readonly projectId: string
  readonly sequence: number
}

/** A claim that somebody was given, live or not. */
export interface NaiveClaim extends NaiveRef {
  readonly claimId: string
  readonly attempt: number
}

/** Everything that there is. */
export interface NaiveWorld {
  now: number
  readonly projects: Map<string, NaiveProject>
  /** Objects in the bucket, by key. */
  readonly objects: Map<string, { readonly size: number; readonly at: number }>
  /** Every claim ever given. */
  readonly claims: NaiveClaim[]
}

/** Why a command must be refused; it is accepted exactly when there is no reason. */
export type Reasons = readonly string[]

export const ACCEPTED: Reasons = []
export const LEASE_MS = 120_000
export const GRACE_MS = 60_000
export const WORKFLOW_MS = 3_600_000
export const MOST_ATTEMPTS = 3

/** The reasons whose conditions hold. */
export function reasons(conditions: Readonly<Record<string, boolean>>): Reasons {
  return Object.keys(conditions).filter((reason) => conditions[reason] === true)
}

/** How many scenes there are, and how many of them are completed and failed. */
export function countsOf({ scenes }: NaiveProject) {
  const count = (status: NaiveSceneStatus) => scenes.filter((scene) => scene.status === status).length
  return { all: scenes.length, completed: count('completed'), failed: count('failed') }
}

/** The status that the scenes make of a project's own. */
export function derived(project: NaiveProject, status = project.status): NaiveProjectStatus {
  const { all, completed, failed } = countsOf(project)
  if (status === 'generating_scenes' || status === 'composing' || all === 0) return status
  if (completed === all) return 'completed'
  if (completed + failed === all) return 'failed'
  return status === 'completed' || status === 'failed' ? 'processing' : status
}

/** Whether a worker is at a scene. */
export function isLive({ lease }: NaiveScene, now: number): boolean {
  return lease !== undefined && !lease.ended && lease.until > now
}

/** Moves a project to a status. */
export function moveProject(project: NaiveProject, status: NaiveProjectStatus, now: number): void {
  if (project.status !== status) project.statusSince = now
  project.status = status
}

/** Runs a rule on a project; what it did to the counts moves the project. */
export function onProject(
  world: NaiveWorld,
  projectId: string,
  rule: (project: NaiveProject) => Reasons,
): Reasons {
  const project = world.projects.get(projectId)
  if (project === undefined) return ['PROJECT_NOT_FOUND']
  const [counts, looks, places] = [JSON.stringify(countsOf(project)), looksOf(project), [...project.scenes]]
  const refused = rule(project)
  if (JSON.stringify(countsOf(project)) !== counts) moveProject(project, derived(project), world.now)
  if (looksOf(project) !== looks) project.changedAt = world.now
  // A scene that moves in the film is written.
  for (const [place, scene] of project.scenes.entries()) {
    if (places.includes(scene) && places[place] !== scene) scene.changedAt = world.now
  }
  return refused
}

/** Runs a rule on a scene. */
export function onScene(
  world: NaiveWorld,
  { projectId, sequence }: NaiveRef,
  rule: (scene: NaiveScene, project: NaiveProject) => Reasons,
): Reasons {
  return onProject(world, projectId, (project) => {
    const scene = project.scenes.find((candidate) => candidate.sequence === sequence)
    if (scene === undefined) return ['SCENE_NOT_FOUND']
    const looks = looksOf(scene)
    const refused = rule(scene, project)
    if (looksOf(scene) !== looks) scene.changedAt = world.now
    return refused
  })
}

/** All that can be seen, but the end of a lease: a heartbeat is no change. */
function looksOf(thing: object): string {
  return JSON.stringify(thing, (name, value: unknown) => (name === 'until' ? undefined : value))
}
