import type { SceneEvent } from '../core/model/event.js'

/** A number of an event among those of one scene or project. */
export interface EventMark {
  /** The scene or the project. */
  readonly subject: string
  readonly order: number
}

/** What an event is about first: one scene, or its project. */
export function ownMark({ projectId, sequence, order }: SceneEvent): EventMark {
  return {
    subject: sequence === undefined ? projectOf(projectId) : `${projectOf(projectId)}/${sequence}`,
    order,
  }
}

/** The event's numbers: its own, and that among its project's events, where it also moved the project. */
export function marksOf(event: SceneEvent): readonly EventMark[] {
  const { projectId, sequence, project } = event
  const move =
    project === undefined || sequence === undefined
      ? []
      : [{ subject: projectOf(projectId), order: project.order }]
  return [ownMark(event), ...move]
}

function projectOf(projectId: string): string {
  return encodeURIComponent(projectId)
}
