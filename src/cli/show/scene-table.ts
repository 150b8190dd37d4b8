import type { Scene } from '../../index.js'
import type { Column, TableOptions } from '../terminal/table.js'
import { formatTable } from '../terminal/table.js'
import { distance, lengthOfTime } from '../text/length-of-time.js'
import { lengthOfVideo } from '../text/length-of-video.js'
import type { SceneRow } from './scene-rows.js'
import { isContradicted } from './scene-rows.js'
import { BADGE_STYLES } from './status-style.js'

/** Where a scene is in the film; shown where that is not its number. */
const PLACE: Column<SceneRow> = {
  heading: 'place',
  align: 'right',
  text: ({ place }) => String(place),
  style: () => 'dim',
}

/** A table of scenes. */
export function sceneTable(
  rows: readonly SceneRow[],
  { nowMs, ...options }: TableOptions & { readonly nowMs: number },
): string[] {
  const isInOrder = rows.every(({ place, scene }) => place === scene.sequence)
  const columns: readonly Column<SceneRow>[] = [
    ...(isInOrder ? [] : [PLACE]),
    { heading: 'scene', align: 'right', text: ({ scene }) => String(scene.sequence) },
    { heading: 'state', text: ({ badge }) => badge.label, style: ({ badge }) => BADGE_STYLES[badge.kind] },
    {
      heading: 'video',
      align: 'right',
      text: ({ hasVideo, scene }) => (hasVideo ? lengthOf(scene) : 'none'),
      style: ({ hasVideo }) => (hasVideo ? undefined : 'yellow'),
    },
    {
      heading: 'status',
      text: ({ scene }) => scene.status,
      style: (row) => (isContradicted(row) ? 'yellow' : 'dim'),
    },
    { heading: 'tries', align: 'right', text: triesOf },
    { heading: 'claim and error', rest: 'wrap', text: (row) => remarkOf(row, nowMs) },
  ]
  return formatTable(columns, rows, options)
}

function lengthOf({ durationSeconds }: Scene): string {
  return durationSeconds === undefined ? 'yes' : lengthOfVideo(durationSeconds)
}

/** Attempts of this library; what the backend counts are retries. */
function triesOf({ claim, scene }: SceneRow): string {
  return String(claim?.attempt ?? scene.retryCount ?? '-')
}

function remarkOf({ claim, isClaimed, scene, badge }: SceneRow, nowMs: number): string {
  const { status, updatedAt, errorMessage } = scene
  const lease =
    claim === undefined
      ? status === 'processing' && [`no claim, updated ${distance(updatedAt, nowMs)}`]
      : isClaimed
        ? [`${claim.owner}, lease for ${lengthOfTime(Date.parse(claim.expiry) - nowMs)}`]
        : badge.kind === 'stalled' && [`${claim.owner}, expired ${distance(claim.expiry, nowMs)}`]
  return [...(lease === false ? [] : lease), ...(errorMessage === undefined ? [] : [errorMessage])].join('; ')
}
