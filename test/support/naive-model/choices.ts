import fc from 'fast-check'
import { clipBytes } from '../test-scenes.js'
import type { NaiveSource } from './naive-clips.js'
import type { NaiveClaim, NaiveRef, NaiveScene, NaiveWorld } from './naive-world.js'

/** Mostly the project that there is. */
export const projectIds = fc.constantFrom(...Array.from({ length: 29 }, () => 'one'), 'two')
export const anyProject = fc.record({ projectId: projectIds })

/** A scene: mostly one that the project has. */
export const places = fc.record({ projectId: projectIds, pick: fc.nat(23) })
export type Place = { readonly projectId: string; readonly pick: number }

export const picks = fc.nat(30)
/** Lengths of videos, in seconds; `undefined` where nobody says it. */
export const lengths = fc.constantFrom(undefined, 4, 8, 11)
/** Where a clip comes from: bytes, an object in the bucket, or a key without an object. */
export const sources = fc.constantFrom('bytes', 'bytes', 'bytes', 'object', 'absent')

/** The value, or now and then nothing. */
export function maybe<T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(values, { nil: undefined, freq: 2 })
}

/** The scene of a place. */
export function refAt(world: NaiveWorld, { projectId, pick }: Place): NaiveRef {
  const scenes = world.projects.get(projectId)?.scenes ?? []
  const sequence = pick === 0 ? undefined : scenes[pick % scenes.length]?.sequence
  return { projectId, sequence: sequence ?? 9 }
}

/** What the naive model knows of a scene. */
export function sceneAt(world: NaiveWorld, at: NaiveRef): NaiveScene | undefined {
  return world.projects.get(at.projectId)?.scenes.find(({ sequence }) => sequence === at.sequence)
}

/** A claim that was given, mostly one of the last. */
export function claimAt(world: NaiveWorld, pick: number): NaiveClaim {
  const nobody = { projectId: 'one', sequence: 1, claimId: 'nobody', attempt: 1 }
  return world.claims.at(-1 - (pick % 3)) ?? nobody
}

/** An object of the bucket. */
export function objectAt(world: NaiveWorld, pick: number): string {
  const keys = [...world.objects.keys()]
  return keys[pick % keys.length] ?? 'provider/none.mp4'
}

/** What a command is given to record. */
export function sourceAt(world: NaiveWorld, kind: string, pick: number): NaiveSource {
  if (kind === 'bytes') return { bytes: true }
  return { key: kind === 'absent' ? 'provider/absent.mp4' : objectAt(world, pick) }
}

/** The same in the form of the service. */
export function clipOf(source: NaiveSource, seconds?: number) {
  const length = seconds !== undefined && { durationSeconds: seconds }
  return 'bytes' in source ? { body: clipBytes(), ...length } : { ...source, ...length }
}
