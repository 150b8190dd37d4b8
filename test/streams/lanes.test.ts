import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lanesOf } from '../../src/streams/lanes.js'
import { anEvent } from './support/records.js'

const batches = fc.array(
  fc.record({ project: fc.nat(2), sequence: fc.integer({ min: 1, max: 3 }), order: fc.nat(9) }),
  { maxLength: 20 },
)

it('each project has a lane, in which each scene’s events stand at the scene’s places, by order', () => {
  fc.assert(
    fc.property(batches, (batch) => {
      const events = batch.map(({ project, sequence, order }, at) => ({
        at,
        event: anEvent({ id: `e${at}`, projectId: `p${project}`, sequence, order }),
      }))
      const lanes = lanesOf(events)
      const byPlace = lanes.flat().sort((a, b) => a.at - b.at)
      expect(byPlace).toEqual(events)
      for (const lane of lanes) {
        const original = events.filter(({ event }) => event.projectId === lane[0]?.event.projectId)
        expect(lane.map(({ event }) => event.sequence)).toEqual(original.map(({ event }) => event.sequence))
        for (const sequence of [1, 2, 3]) {
          const own = lane.filter(({ event }) => event.sequence === sequence)
          const sorted = own.toSorted((a, b) => a.event.order - b.event.order || a.at - b.at)
          expect(own).toEqual(sorted)
        }
      }
    }),
  )
})
