import { hasVideo, roleOfKey } from '../../index.js'
import type { Scene } from '../../index.js'
import { nameObject } from './clip-object.js'
import { countersOf } from '../show/project-head.js'
import { STATUS_STYLES } from '../show/status-style.js'
import { fit, fitMiddle } from '../text/fit-text.js'
import { shortId } from '../text/short-id.js'
import type { ProjectState, SceneState } from './snapshot.js'
import { formatTable } from '../terminal/table.js'
import type { Column } from '../terminal/table.js'
import type { Paint } from '../terminal/paint.js'
import { WIDTH } from '../terminal/terminal.js'

const KEY_WIDTH = 35

/** A project with a line for each scene; one line in all for a project without scenes. */
export function showProject(state: ProjectState, paint: Paint, before?: ProjectState): string[] {
  const { project, scenes } = state
  const title = `${shortId(project.projectId)}  `
  if (scenes.length === 0) {
    const status = fit(`${project.status}, no scenes`, 31).padEnd(31)
    const concept = fit(project.conceptPrompt, WIDTH - title.length - status.length)
    return [paint('bold', title) + status + paint('dim', concept)]
  }
  return [
    paint('bold', title + fit(project.conceptPrompt, WIDTH - title.length)),
    `  status ${project.status}; counters as stored: ${countersOf(project)}`,
    ...formatTable(columnsFor(before), scenes, { paint, width: WIDTH }),
  ]
}

/** The end of a key, which tells scenes apart; the project only where it is another one. */
function shortKey(scene: Scene, key: string): string {
  const owner = roleOfKey(key)?.projectId
  const tail = key.replace(/^mv\/projects\/[^/]+\//, '')
  if (owner === undefined) return key
  return owner === scene.projectId ? tail : `${shortId(owner)}…/${tail}`
}

function columnsFor(before: ProjectState | undefined): Column<SceneState>[] {
  const isNew = ({ scene }: SceneState) => {
    const old = before?.scenes.find((state) => state.scene.sequence === scene.sequence)?.scene
    // A key that a repair took out of a URL is the clip that was there before.
    return old !== undefined && hasVideo(scene) && !urlOf(old).includes(urlOf(scene))
  }
  return [
    { heading: 'scene', width: 5, align: 'right', text: ({ scene }) => String(scene.sequence) },
    { heading: 'place', width: 5, align: 'right', text: ({ scene }) => String(scene.displaySequence ?? '-') },
    {
      heading: 'status',
      width: 10,
      text: ({ scene }) => scene.status,
      // Most are: green is for what is new.
      style: ({ scene }) => (scene.status === 'completed' ? undefined : STATUS_STYLES[scene.status]),
    },
    {
      heading: 'URL',
      width: 3,
      text: ({ scene }) => (hasVideo(scene) ? 'set' : '-'),
      style: ({ scene }) => (hasVideo(scene) ? undefined : 'yellow'),
    },
    {
      heading: 'object',
      width: 9,
      text: ({ object }) => nameObject(object),
      style: ({ object }) => (object.kind === 'present' || object.kind === 'none' ? undefined : 'red'),
    },
    {
      heading: before === undefined ? 'key' : 'key (+ new since the start)',
      width: KEY_WIDTH,
      text: (row) => keyText(row.scene, isNew(row)),
      style: (row) => (isNew(row) ? 'green' : 'dim'),
    },
  ]
}

function urlOf({ clips: { original } }: Scene): string {
  return original ?? ''
}

function keyText(scene: Scene, isNew: boolean): string {
  const { original } = scene.clips
  if (original === undefined) return '-'
  const mark = isNew ? '+ ' : ''
  return mark + fitMiddle(shortKey(scene, original), KEY_WIDTH - mark.length)
}
