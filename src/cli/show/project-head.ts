import type { Counters, Progress, Project } from '../../index.js'
import type { Paint, Style } from '../terminal/paint.js'
import { WIDTH } from '../terminal/terminal.js'
import { wrap } from '../text/fit-text.js'
import { distance } from '../text/length-of-time.js'
import { plural } from '../text/plural.js'
import { STATUS_STYLES } from './status-style.js'
import { progressBar } from './progress-bar.js'

/** How the head of a project is drawn. */
export interface ProjectHeadOptions {
  readonly paint: Paint
  readonly width: number
  readonly nowMs: number
  /** What a recount of the scenes says. */
  readonly counted: Counters
}

/** A project in a few lines: what it is, how far it is, and the counters as they are stored. */
export function projectHead(
  project: Project,
  progress: Progress,
  { paint, width, nowMs, counted }: ProjectHeadOptions,
): string[] {
  const { total, withVideo, percent } = progress
  const status = paint(STATUS_STYLES[project.status] ?? 'bold', project.status)
  const done =
    total === 0
      ? 'no scenes'
      : `${withVideo} of ${plural(total, 'scene')} ${withVideo === 1 ? 'has' : 'have'} a video`
  const bar = total === 0 || width < WIDTH ? '' : `${progressBar(percent, paint)} `
  const share = total === 0 ? '' : `${percent} %  `
  const lines = (style: Style, text: string) => wrap(text, width).map((line) => paint(style, line))
  return [
    paint('bold', project.projectId),
    ...wrap(project.conceptPrompt, width).slice(0, 2),
    '',
    `${status}  ${bar}${share}${done}`,
    ...lines('dim', `counters: ${countersOf(project)}; updated ${distance(project.updatedAt, nowMs)}`),
    ...(countersOf(project) === countersOf(counted)
      ? []
      : lines('yellow', `by its scenes: ${countersOf(counted)}; see recount`)),
  ]
}

/** The counters of a project as they are stored, whether or not they are right. */
export function countersOf({
  sceneCount,
  completedScenes,
  failedScenes,
}: Pick<Project, 'sceneCount' | 'completedScenes' | 'failedScenes'>): string {
  const shown = (count: number | undefined) => count ?? 'none'
  return `${shown(sceneCount)} scenes, ${shown(completedScenes)} completed, ${shown(failedScenes)} failed`
}
