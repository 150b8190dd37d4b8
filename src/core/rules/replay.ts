import type { SceneEvent } from '../model/event.js'
import type { StoredKey } from '../model/object-key.js'
import type { Clips } from '../model/scene.js'
import type { ProjectStatus, SceneStatus } from '../model/status.js'
import { PROJECT_STATUSES, SCENE_STATUSES } from '../model/status.js'
import type { Counters } from './counters.js'
import { entriesOf } from './untyped.js'

/** A scene as its events tell it. What no event has told yet is missing. */
export interface ReplayedScene {
  readonly sequence: number
  readonly status?: SceneStatus
  readonly clips?: Clips
  /** Number of its last event. */
  readonly order: number
}

/** A project as its events tell it. What no event has told yet is missing. */
export interface ReplayedProject {
  readonly status?: ProjectStatus
  /** The film. */
  readonly finalOutputKey?: StoredKey
  /** Number of its own last event, or of its last move along with a scene; 0 before the first. */
  readonly order: number
  /** The scenes that were not removed, by `sequence`. */
  readonly scenes: readonly ReplayedScene[]
  /** What the scenes add up to. */
  readonly counters: Counters
  /** Whether the events begin with the project, and with each of its scenes: nothing came before them. */
  readonly isWhole: boolean
}

/** A fact with the number of the event that told it last; of two events, the one of the higher number is right. */
interface Told<T> {
  readonly value: T
  readonly order: number
  readonly id: string
}

/** Everything that was told of a scene, removed ones too: an event of theirs may still come. */
interface SceneFacts {
  status?: Told<SceneStatus>
  clips?: Told<Clips>
  exists?: Told<boolean>
  isAdded: boolean
  order: number
}

/**
 * Rebuilds a project from its events. Each event carries the state after its commit, so each fact is what the event of
 * the highest `order` says: events may be added in any order, in parts, and more than once. It keeps facts, not
 * events, so any number of them can be added.
 * @example
 * const replay = new ProjectReplay()
 * replay.add([])
 * replay.project().counters // { sceneCount: 0, completedScenes: 0, failedScenes: 0 }
 */
export class ProjectReplay {
  readonly #scenes = new Map<number, SceneFacts>()
  #status: Told<ProjectStatus> | undefined
  #film: Told<StoredKey> | undefined
  #order = 0
  #isCreated = false

  /** Takes in events of one project. */
  add(events: Iterable<SceneEvent>): void {
    for (const event of entriesOf(events, 'events')) {
      if (event.sequence === undefined) this.#addToProject(event)
      else this.#addToScene(event, event.sequence)
    }
  }

  /** The project as the events so far tell it. */
  project(): ReplayedProject {
    const present = [...this.#scenes].filter(([, { exists }]) => exists?.value !== false)
    const scenes = present
      .map(([sequence, { status, clips, order }]): ReplayedScene => ({
        sequence,
        ...(status !== undefined && { status: status.value }),
        ...(clips !== undefined && { clips: clips.value }),
        order,
      }))
      .sort((a, b) => a.sequence - b.sequence)
    return {
      ...(this.#status !== undefined && { status: this.#status.value }),
      ...(this.#film !== undefined && { finalOutputKey: this.#film.value }),
      order: this.#order,
      scenes,
      counters: {
        sceneCount: scenes.length,
        completedScenes: scenes.filter(({ status }) => status === 'completed').length,
        failedScenes: scenes.filter(({ status }) => status === 'failed').length,
      },
      isWhole: this.#isCreated && present.every(([, { isAdded }]) => isAdded),
    }
  }

  #addToProject(event: SceneEvent): void {
    const { type, order, id, finalOutput } = event
    if (type === 'project-created') this.#isCreated = true
    this.#moveProject(event.to, event)
    if (finalOutput !== undefined) this.#film = later(this.#film, { value: finalOutput, order, id })
    if (type !== 'scenes-added') return
    for (const sequence of event.sequences ?? []) {
      const facts = this.#factsOf(sequence, order)
      facts.isAdded = true
      facts.exists = later(facts.exists, { value: true, order, id })
      facts.status = later(facts.status, { value: 'pending', order, id })
      facts.clips = later(facts.clips, { value: {}, order, id })
    }
  }

  #addToScene(event: SceneEvent, sequence: number): void {
    const { type, order, id, clips, project } = event
    const facts = this.#factsOf(sequence, order)
    const status = SCENE_STATUSES.find((one) => one === event.to)
    if (status !== undefined) facts.status = later(facts.status, { value: status, order, id })
    if (clips !== undefined) facts.clips = later(facts.clips, { value: clips, order, id })
    if (type === 'scene-removed') facts.exists = later(facts.exists, { value: false, order, id })
    if (project !== undefined) this.#moveProject(project.to, { order: project.order, id })
  }

  #moveProject(to: SceneEvent['to'], { order, id }: Pick<SceneEvent, 'order' | 'id'>): void {
    this.#order = Math.max(this.#order, order)
    const status = PROJECT_STATUSES.find((one) => one === to)
    if (status !== undefined) this.#status = later(this.#status, { value: status, order, id })
  }

  #factsOf(sequence: number, order: number): SceneFacts {
    const facts = this.#scenes.get(sequence) ?? { isAdded: false, order }
    this.#scenes.set(sequence, facts)
    facts.order = Math.max(facts.order, order)
    return facts
  }
}

/**
 * Rebuilds a project from its events, in whatever order and however often they come. See {@link ProjectReplay}.
 * @throws SceneError `INVALID_INPUT` for what is no list.
 * @example
 * const { items } = await scenes.history('91cf', { limit: 1_000 })
 * replayEvents(items).scenes.map(({ sequence }) => sequence) // [1]
 */
export function replayEvents(events: Iterable<SceneEvent>): ReplayedProject {
  const replay = new ProjectReplay()
  replay.add(events)
  return replay.project()
}

/** Numbers are only equal where somebody wiped them and the clocks disagree; then the same one wins in every order. */
function later<T>(known: Told<T> | undefined, told: Told<T>): Told<T> {
  if (known === undefined || told.order > known.order) return told
  return told.order === known.order && told.id > known.id ? told : known
}
