import type { SceneEvent } from '@badapple/scenes'
import { createStreamHandler } from '@badapple/scenes/streams'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { toEventItem } from '../../src/core/items/event-item.js'
import type { Mishap } from './support/event-source-mapping.js'
import { runMapping } from './support/event-source-mapping.js'
import { notingSink } from './support/noting-sink.js'
import { anEvent, inserted, otherRecord } from './support/records.js'

/** What a shard holds: an event of a scene or a project, something else, or an event that cannot be read. */
const shards = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ project: fc.nat(2), scene: fc.option(fc.integer({ min: 1, max: 3 })) }),
    },
    { weight: 1, arbitrary: fc.constantFrom('other', 'unreadable') },
  ),
  { maxLength: 25 },
)

/** Whether each try of a sink succeeds, in turn; when it is used up, all do. */
const tries = fc.array(fc.boolean(), { maxLength: 30 })
const mishaps = fc.array(fc.constantFrom<Mishap>('none', 'answer-lost', 'cold-start'), { maxLength: 15 })
const sizes = fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 1, maxLength: 4 })

function subjectOf({ projectId, sequence }: SceneEvent): string {
  return `${projectId} ${String(sequence)}`
}

/** The first time that each event is there. */
function firsts(events: readonly SceneEvent[]): readonly SceneEvent[] {
  const seen = new Set<string>()
  return events.filter(({ id }) => !seen.has(id) && seen.add(id))
}

it('every event reaches each sink at least once, those of a scene in their order, whatever Lambda repeats', async () => {
  await fc.assert(
    fc.asyncProperty(
      shards,
      tries,
      tries,
      mishaps,
      sizes,
      async (shard, first, second, mishaps, batchSizes) => {
        const events: SceneEvent[] = []
        const records = shard.map((one, at) => {
          if (one === 'other') return otherRecord(at)
          const event = anEvent({ id: `e${at}`, order: at })
          if (typeof one === 'string') return inserted({ ...toEventItem(event), type: 'unknown' }, at)
          const { project, scene } = one
          events.push({ ...event, projectId: `p${project}`, ...(scene !== null && { sequence: scene }) })
          return inserted(toEventItem(events.at(-1) ?? event), at)
        })
        const sinks = [first, second].map((plan, at) => {
          const left = plan.values()
          return notingSink(`sink ${at}`, () => {
            if (left.next().value === false) throw new Error('down')
          })
        })
        const unreadable = new Set<string>()
        const start = () =>
          createStreamHandler({
            sinks,
            onReport: (report) => {
              if (report.kind === 'unreadable') unreadable.add(report.item.id)
            },
          })
        await runMapping(records, { batchSizes, mishaps, start })

        for (const { taken } of sinks) {
          const arrived = firsts(taken)
          expect([...arrived].sort((a, b) => a.order - b.order)).toEqual(events)
          for (const subject of new Set(events.map(subjectOf))) {
            const orders = arrived.filter((event) => subjectOf(event) === subject).map(({ order }) => order)
            expect(orders).toEqual([...orders].sort((a, b) => a - b))
          }
          // What is repeated is the same to the letter.
          for (const event of taken) expect(event).toEqual(events.find(({ id }) => id === event.id))
        }
        expect(unreadable.size).toBe(shard.filter((one) => one === 'unreadable').length)
      },
    ),
    { numRuns: 300 },
  )
})
