import type { ProjectRecords } from '../../../src/core/model/records.js'
import { atPlaces, byPlace } from './apply-change.js'

/**
 * What a reading finds that is not isolated: each record as it was when the reading began or when it ended.
 * @param isLate - For each record in turn, in whichever of both states it is, whether it is seen as it was at the end.
 */
export function halfSeen(
  begin: ProjectRecords,
  end: ProjectRecords,
  isLate: (at: number) => boolean,
): ProjectRecords {
  const [old, late] = [byPlace(begin), byPlace(end)]
  const places = [...new Set([...old.keys(), ...late.keys()])]
  return atPlaces(
    new Map(
      places.flatMap((place, at) => {
        const record = (isLate(at) ? late : old).get(place)
        return record === undefined ? [] : [[place, record] as const]
      }),
    ),
  )
}
