import fc from 'fast-check'
import { claimAt, clipOf, lengths, maybe, picks, places, refAt, sourceAt, sources } from './choices.js'
import * as naive from './naive-claims.js'
import type { PlayMaker } from './play.js'

const leases = maybe(fc.constantFrom(1, 300_000))

/** The commands of workers. */
export function claimPlays(play: PlayMaker) {
  const claiming = play(
    'claim',
    fc.record({ place: places, regenerate: fc.boolean(), leaseMs: leases }),
    (world, { place, regenerate, leaseMs }, id) => {
      const at = refAt(world, place)
      const lease = leaseMs !== undefined && { leaseMs }
      return {
        expected: () => naive.claim(world, at, { regenerate, owner: 'worker', id, ...lease }),
        call: (scenes, options) =>
          scenes.claim(at.projectId, at.sequence, { ...options, regenerate, owner: 'worker', ...lease }),
      }
    },
  )
  const completing = play(
    'complete',
    fc.record({ pick: picks, source: sources, object: picks, seconds: lengths }),
    (world, { pick, source, object, seconds }) => {
      const held = claimAt(world, pick)
      const clip = sourceAt(world, source, object)
      return {
        expected: () => naive.complete(world, held, clip, seconds),
        call: (scenes, options) => scenes.complete(held, clipOf(clip, seconds), options),
      }
    },
  )
  return [
    ...Array.from({ length: 5 }, () => claiming),
    ...Array.from({ length: 3 }, () => completing),
    play('heartbeat', fc.record({ pick: picks, leaseMs: leases }), (world, { pick, leaseMs }) => {
      const held = claimAt(world, pick)
      return {
        expected: () => naive.heartbeat(world, held, leaseMs),
        call: (scenes) => scenes.heartbeat(held, leaseMs === undefined ? {} : { leaseMs }),
        repeats: false,
      }
    }),
    play('submitted', fc.record({ pick: picks, job: fc.constantFrom('job-1', 'job-2') }), (world, given) => {
      const held = claimAt(world, given.pick)
      return {
        expected: () => naive.submitted(world, held, given.job),
        call: (scenes, options) => scenes.submitted(held, given.job, options),
      }
    }),
    play('fail', fc.record({ pick: picks, place: places, unclaimed: fc.boolean() }), (world, given) => {
      const failed = given.unclaimed ? refAt(world, given.place) : claimAt(world, given.pick)
      return {
        expected: () => naive.fail(world, failed, 'no luck'),
        call: (scenes, options) => scenes.fail(failed, 'no luck', options),
      }
    }),
    play('release', fc.record({ pick: picks }), (world, { pick }) => {
      const held = claimAt(world, pick)
      return {
        expected: () => naive.release(world, held),
        call: (scenes, options) => scenes.release(held, options),
      }
    }),
  ]
}
