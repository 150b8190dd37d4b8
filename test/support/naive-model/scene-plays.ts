import fc from 'fast-check'
import {
  clipOf,
  lengths,
  maybe,
  objectAt,
  picks,
  places,
  refAt,
  sceneAt,
  sourceAt,
  sources,
} from './choices.js'
import * as naive from './naive-scenes.js'
import type { PlayMaker } from './play.js'

const SOURCE_SECONDS = 8
const WHOLE = { in: 0, out: SOURCE_SECONDS } as const
const trims = fc.constantFrom(WHOLE, { in: 1, out: 3 })
const statuses = fc.constantFrom('pending', 'processing', 'completed', 'failed')

/** What people do with one scene. */
export function scenePlays(play: PlayMaker) {
  const atScene = fc.record({ place: places })
  const uploading = play(
    'upload',
    fc.record({ place: places, source: sources, pick: picks, seconds: lengths }),
    (world, { place, seconds, ...given }, id) => {
      const at = refAt(world, place)
      const source = sourceAt(world, given.source, given.pick)
      return {
        expected: () => naive.upload(world, at, { source, seconds, id }),
        call: (scenes, options) => scenes.upload(at.projectId, at.sequence, clipOf(source, seconds), options),
      }
    },
  )
  const retrying = play('retry', atScene, (world, { place }) => {
    const at = refAt(world, place)
    return {
      expected: () => naive.retry(world, at),
      call: (scenes, options) => scenes.retry(at.projectId, at.sequence, options),
    }
  })
  return [
    uploading,
    uploading,
    play(
      'editScene',
      fc.record({ place: places, prompt: fc.constantFrom('a', 'b'), seconds: lengths }),
      (world, { place, prompt, seconds }) => {
        const at = refAt(world, place)
        const changes = { prompt, ...(seconds !== undefined && { durationSeconds: seconds }) }
        return {
          expected: () => naive.editScene(world, at, { prompt, seconds }),
          call: (scenes, options) => scenes.editScene(at.projectId, at.sequence, changes, options),
        }
      },
    ),
    play('reset', atScene, (world, { place }, id) => {
      const at = refAt(world, place)
      return {
        expected: () => naive.reset(world, at, id),
        call: (scenes, options) => scenes.reset(at.projectId, at.sequence, options),
      }
    }),
    play('reject', atScene, (world, { place }, id) => {
      const at = refAt(world, place)
      return {
        expected: () => naive.reject(world, at, { id, reason: 'bad' }),
        call: (scenes, options) => scenes.reject(at.projectId, at.sequence, { ...options, reason: 'bad' }),
      }
    }),
    retrying,
    retrying,
    play('restore', fc.record({ place: places, pick: picks, own: fc.boolean() }), (world, given, id) => {
      const at = refAt(world, given.place)
      const past = given.own ? [...(sceneAt(world, at)?.past.keys() ?? [])] : []
      const key = past[given.pick % past.length] ?? objectAt(world, given.pick)
      return {
        expected: () => naive.restore(world, at, { key, id }),
        call: (scenes, options) => scenes.restore(at.projectId, at.sequence, { ...options, key }),
      }
    }),
    play(
      'setClip',
      fc.record({
        place: places,
        source: sources,
        pick: picks,
        clip: fc.constantFrom('working', 'lipSynced'),
        isCurrent: fc.constantFrom(true, true, false),
        trim: trims,
      }),
      (world, { place, clip, isCurrent, ...given }, id) => {
        const at = refAt(world, place)
        const madeFrom = (isCurrent ? sceneAt(world, at)?.original : undefined) ?? 'provider/other.mp4'
        const source = sourceAt(world, given.source, given.pick)
        // The video itself is only ever used as a whole.
        const trim = 'key' in source && source.key === madeFrom ? WHOLE : given.trim
        const facts =
          clip === 'working'
            ? ({ clip, madeFrom, trimPoints: trim, sourceDurationSeconds: SOURCE_SECONDS } as const)
            : ({ clip, madeFrom, jobId: 'lips' } as const)
        return {
          expected: () => naive.setClip(world, at, { clip, madeFrom, source, trim, job: 'lips', id }),
          call: (scenes, options) =>
            scenes.setClip(at.projectId, at.sequence, { ...facts, ...clipOf(source) }, options),
        }
      },
    ),
    play(
      'setSceneStatus',
      fc.record({ place: places, status: statuses, expected: maybe(statuses) }),
      (world, { place, status, expected }) => {
        const at = refAt(world, place)
        const change = { status, reason: 'by hand', ...(expected !== undefined && { expected }) }
        return {
          expected: () => naive.setSceneStatus(world, at, { status, expected, reason: 'by hand' }),
          call: (scenes, options) =>
            scenes.setSceneStatus(at.projectId, at.sequence, { ...options, ...change }),
        }
      },
    ),
    play('adopt', fc.record({ place: places, pick: maybe(picks) }), (world, { place, pick }, id) => {
      const at = refAt(world, place)
      const key = pick === undefined ? undefined : objectAt(world, pick)
      return {
        expected: () => naive.adopt(world, at, { key, id }),
        call: (scenes, options) =>
          scenes.adopt(at.projectId, at.sequence, { ...options, ...(key !== undefined && { key }) }),
      }
    }),
  ]
}
