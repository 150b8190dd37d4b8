import { toObjectKey } from '@badapple/scenes'
import fc from 'fast-check'
import { clipBytes } from '../test-scenes.js'
import { places, refAt } from './choices.js'
import { folderOf, oldFileOf } from './naive-clips.js'
import type { NaiveWorld } from './naive-world.js'
import type { RealWorld } from './real-world.js'

type Happening = fc.AsyncCommand<NaiveWorld, RealWorld>

/** Time goes by. */
export const advancing = fc
  .constantFrom(1, 1_000, 59_999, 60_000, 120_000, 180_000, 3_600_001)
  .map((ms): Happening => ({
    check: () => true,
    toString: () => `advance(${ms})`,
    run: async (world, real) => {
      world.now += ms
      await real.clock.advance(ms)
    },
  }))

const names = fc.constantFrom(
  'video.mp4',
  'video_2_elsewhere.mp4',
  'lipsynced.mp4',
  'working_clip_1.mp4',
  'the old file',
  'outside the layout',
)

/** An object comes into the bucket by another way. */
export const arriving = fc
  .record({ place: places, name: names, size: fc.constantFrom(0, 16, 16, 16) })
  .map(({ place, name, size }): Happening => ({
    check: () => true,
    toString: () => `arrive(${name} of scene ${place.pick} of ${place.projectId}, ${size} bytes)`,
    run: async (world, { blobs }) => {
      const at = refAt(world, place)
      const key =
        name === 'the old file'
          ? oldFileOf(at)
          : name === 'outside the layout'
            ? 'provider/output.mp4'
            : `${folderOf(at)}${name}`
      if (world.objects.has(key)) return
      world.objects.set(key, { size, at: world.now })
      await blobs.put(toObjectKey(key), clipBytes(size))
    },
  }))
