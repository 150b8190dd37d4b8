import { explain } from '../../index.js'
import type { Scene, Selection, Timestamp } from '../../index.js'
import { claimsIn, leftOut } from '../show/explanation.js'
import { listItem } from '../text/list-item.js'
import { secondsOf } from './generator.js'
import { inDollars, priceOf } from './price.js'
import { nameScenes } from '../text/name-scenes.js'
import type { ProjectState } from './snapshot.js'
import type { Paint } from '../terminal/paint.js'
import { WIDTH } from '../terminal/terminal.js'

/** Which scenes of a project will be generated and why, and why the others are not. */
export function showPlan(
  { selected, skipped }: Selection<Scene>,
  { state, now, paint }: { readonly state: ProjectState; readonly now: Timestamp; readonly paint: Paint },
): string[] {
  const item = (bullet: string, text: string) => listItem(bullet, text, WIDTH)
  const words = (scene: Scene) => explain(scene, { now, claims: claimsIn(state.records) })
  const asExpected = skipped.filter(({ scene }) => scene.status === 'completed')
  const surprising = skipped.filter((entry) => !asExpected.includes(entry))
  return [
    ...selected.flatMap((scene) => item('+', words(scene)).map((line) => paint('green', line))),
    ...leftOut(asExpected).flatMap((text) => item('-', text)),
    ...surprising.flatMap(({ scene }) => item('-', words(scene))),
    ...withoutObject(state)
      .flatMap((text) => item(' ', text))
      .map((line) => paint('dim', line)),
    ...(selected.length === 0 ? [] : item(' ', costOf(selected))),
  ]
}

/** A URL decides although nothing good is behind it; that looks wrong unless it is said. */
function withoutObject({ scenes }: ProjectState): string[] {
  const broken = scenes
    .filter(({ object }) => object.kind !== 'present' && object.kind !== 'none')
    .map(({ scene }) => scene)
  if (broken.length === 0) return []
  return [`${nameScenes(broken)}: no good object is behind the URL; the URL decides all the same.`]
}

function costOf(selected: readonly Scene[]): string {
  const cents = selected.reduce((sum, scene) => sum + priceOf(secondsOf(scene)), 0)
  return `Price if each is generated once: ${inDollars(cents)}; less if a finished clip turns up.`
}
