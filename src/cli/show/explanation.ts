import type { Claim, ProjectRecords, Scene, SelectionOptions, SkippedScene } from '../../index.js'
import { describeSkip, explain } from '../../index.js'
import type { Paint } from '../terminal/paint.js'
import { listItem } from '../text/list-item.js'
import { nameScenes } from '../text/name-scenes.js'

/** Why each scene will or will not be generated, a line each; those of which nothing is surprising in one. */
export function explanation(
  {
    selected,
    skipped,
  }: { readonly selected: readonly Scene[]; readonly skipped: readonly SkippedScene<Scene>[] },
  options: SelectionOptions,
  { paint, width }: { readonly paint: Paint; readonly width: number },
): string[] {
  const item = (bullet: string, text: string) => listItem(bullet, text, width)
  const settled = skipped.filter(({ scene }) => scene.status === 'completed')
  const surprising = skipped.filter((entry) => !settled.includes(entry))
  return [
    ...selected.flatMap((scene) => item('+', explain(scene, options))).map((line) => paint('green', line)),
    ...surprising.flatMap(({ scene }) => item('-', explain(scene, options))),
    ...leftOut(settled).flatMap((text) => item('-', text)),
  ]
}

/** The claims of a project, by sequence. */
export function claimsIn({ claims }: ProjectRecords): ReadonlyMap<number, Claim> {
  return new Map([...claims].map(([sequence, { value }]) => [sequence, value]))
}

/** Scenes that are left out, those for the same reason in one sentence. */
export function leftOut(skipped: readonly SkippedScene<Scene>[]): string[] {
  const groups = new Map<string, Scene[]>()
  for (const { scene, reason } of skipped) {
    const text = describeSkip(reason)
    groups.set(text, [...(groups.get(text) ?? []), scene])
  }
  return [...groups].map(([text, scenes]) => `Left out (${text}): ${nameScenes(scenes).toLowerCase()}.`)
}
