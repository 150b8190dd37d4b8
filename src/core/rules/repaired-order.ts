import type { ProjectRecords } from '../model/records.js'
import type { Places } from './display-places.js'
import { changedPlaces, displayedSequences, placesFor } from './display-places.js'

/**
 * The place that every scene of a project should have, by sequence: in display order, numbered from 1 without gaps, around
 * the places of scenes that cannot be read.
 */
export function repairedOrder(records: Pick<ProjectRecords, 'scenes' | 'invalid'>): Places {
  return placesFor(displayedSequences(records), records.invalid)
}

/** The scenes that are elsewhere than {@link repairedOrder} says, ascending by sequence. */
export function misplacedScenes(records: Pick<ProjectRecords, 'scenes' | 'invalid'>): readonly number[] {
  return [...changedPlaces(records, repairedOrder(records)).keys()].sort((a, b) => a - b)
}
