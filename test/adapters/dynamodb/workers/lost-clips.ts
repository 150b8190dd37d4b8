import type { Finding, ProjectRecords, SceneEvent } from '@badapple/scenes'
import { isObjectKey, referencedKeys } from '@badapple/scenes'
import type { Campaign } from './campaign.js'
import { entriesOf } from './diary.js'
import { readClip } from './provider.js'

/** What is known of clips at one moment. */
export interface Whereabouts {
  readonly records: ProjectRecords
  readonly events: readonly SceneEvent[]
  readonly findings: readonly Finding[]
}

/** Clips that a commit made a scene's video and that nothing remembers, each in a sentence. */
export function lostCommits({ records, events }: Omit<Whereabouts, 'findings'>): readonly string[] {
  const superseded = supersededIn(events)
  return events.flatMap(({ sequence, clips, type }) => {
    const key = clips?.original
    if (key === undefined || superseded.has(key)) return []
    const scene = records.scenes.find(({ value }) => value.sequence === sequence)?.value
    const lease = records.claims.get(sequence ?? 0)?.value
    if (scene?.clips.original === key || lease?.clip === key) return []
    return `${key} (${type}) is neither the video of scene ${sequence} nor in its history nor on its lease`
  })
}

/** Uploaded clips that are paid for and that nobody would ever find again, each in a sentence. */
export async function silentOrphans(
  { projectId, bucket, diary }: Campaign,
  { records, events, findings }: Whereabouts,
): Promise<readonly string[]> {
  const known = new Set<string>([
    ...records.scenes.flatMap(({ value }) => referencedKeys(value)),
    ...[...records.claims.values()].flatMap(({ value }) => value.clip ?? []),
    ...events.flatMap(({ clips }) => clips?.original ?? []),
    ...supersededIn(events),
    ...findings.flatMap(({ key }) => key ?? []),
    ...entriesOf(diary.read(), 'not-recorded').map(({ key }) => key),
  ])
  const lines: string[] = []
  for await (const { key } of bucket.store.list(`mv/projects/${projectId}/`)) {
    if (known.has(key)) continue
    const { jobId, scene } = readClip(await bucket.read(key))
    const video = records.scenes.find(({ value }) => value.sequence === scene)?.value.clips.original
    // Two who waited for the same job have the same clip; it is enough that one is known.
    if (video !== undefined && isObjectKey(video) && readClip(await bucket.read(video)).jobId === jobId)
      continue
    lines.push(`${key} shows scene ${scene}, is paid for (${jobId}), and nothing knows of it`)
  }
  return lines
}

function supersededIn(events: readonly SceneEvent[]): ReadonlySet<string> {
  return new Set(events.flatMap(({ clipsSuperseded = [] }) => clipsSuperseded.map(({ key }) => key)))
}
