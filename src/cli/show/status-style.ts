import type { BadgeKind, ProjectStatus, SceneStatus } from '../../index.js'
import type { Style } from '../terminal/paint.js'

/** How statuses look; those that are not named look as other text. */
export const STATUS_STYLES: Readonly<Partial<Record<ProjectStatus | SceneStatus, Style>>> = {
  completed: 'green',
  processing: 'cyan',
  composing: 'cyan',
  generating_scenes: 'cyan',
  failed: 'red',
}

/** How badges look. */
export const BADGE_STYLES: Readonly<Record<BadgeKind, Style>> = {
  ready: 'green',
  regenerating: 'cyan',
  generating: 'cyan',
  stalled: 'red',
  failed: 'red',
  missing: 'yellow',
}
