import { describeSkip, explain } from '../../index.js'
import type { Claim, ProjectRecords, Scene, Selection, SkippedScene, Timestamp } from '../../index.js'
import { wrap } from '../text/fit-text.js'
import { secondsOf } from './generator.js'
import { inDollars, priceOf } from './money.js'
import { nameScenes } from '../text/name-scenes.js'
import type { ProjectState } from './snapshot.js'
import type { Paint } from '../terminal/paint.js'
import { WIDTH } from '../terminal/terminal.js'

/** Which scenes of a project will be generated and why, and why the others are not. */
export function showPlan(
  { selected, skipped }: Selection<Scene>,
  { state, now, paint }: { readonly state: ProjectState; readonly now: Timestamp; readonly paint: Paint },
): string[] {
  const words = (scene: Scene) => explain(scene, { now, claims: claimsIn(state.records) })
  const asExpected = skipped.filter(({ scene }) => scene.status === 'completed')
  const surprising = skipped.filter((entry) => !asExpected.includes(entry))
  return [
    ...selected.flatMap((scene) => item('+', words(scene)).map((line) => paint('green', line))),
    ...inGroups(asExpected).flatMap((text) => item('-', text)),
    ...surprising.flatMap(({ scene }) => item('-', words(scene))),
    ...withoutObject(state)
      .flatMap((text) => item(' ', text))
      .map((line) => paint('dim', line)),
    ...(selected.length === 0 ? [] : item(' ', costOf(selected))),
  ]
}

function inGroups(skipped: readonly SkippedScene<Scene>[]): string[] {
  const groups = new Map<string, Scene[]>()
  for (const { scene, reason } of skipped) {
    const text = describeSkip(reason)
    groups.set(text, [...(groups.get(text) ?? []), scene])
  }
  return [...groups].map(([text, scenes]) => `Left out (${text}): ${nameScenes(scenes).toLowerCase()}.`)
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

function item(bullet: string, text: string): string[] {
  return wrap(text, WIDTH - 4).map((line, index) => `  ${index === 0 ? bullet : ' '} ${line}`)
}

function claimsIn({ claims }: ProjectRecords): ReadonlyMap<number, Claim> {
  return new Map([...claims].map(([sequence, { value }]) => [sequence, value]))
}
