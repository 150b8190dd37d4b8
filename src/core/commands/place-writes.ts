import type { Write } from '../model/change.js'
import type { ProjectRecords } from '../model/records.js'
import type { Timestamp } from '../model/time.js'
import type { Places } from '../rules/display-places.js'

/** The writes that put scenes into other places of the film, each on condition that it is where it was. */
export function placeWrites({ scenes }: ProjectRecords, places: Places, now: Timestamp): readonly Write[] {
  return scenes.flatMap(({ value: { projectId, sequence, displaySequence } }): readonly Write[] => {
    const place = places.get(sequence)
    if (place === undefined) return []
    return [
      {
        op: 'update',
        ref: { kind: 'scene', projectId, sequence },
        set: { displaySequence: place, updatedAt: now },
        guard: { equals: { displaySequence: displaySequence ?? null } },
      },
    ]
  })
}
