import type { InvalidRecord, ProjectRecords } from '../model/records.js'
import { inDisplayOrder } from './display-order.js'
import { unreadableScenes } from './unreadable-records.js'

/** The places in the film, by sequence. */
export type Places = ReadonlyMap<number, number>

/** A project's scenes in the order of the film. */
export function displayedSequences({ scenes }: Pick<ProjectRecords, 'scenes'>): readonly number[] {
  return inDisplayOrder(scenes.map(({ value }) => value)).map(({ sequence }) => sequence)
}

/**
 * The places 1, 2, … for scenes in an order. Places that scenes which cannot be read hold are left to them.
 */
export function placesFor(order: readonly number[], invalid: readonly InvalidRecord[]): Places {
  const taken = new Set(unreadableScenes(invalid).map(({ raw }) => raw['displaySequence']))
  const places = new Map<number, number>()
  let place = 0
  for (const sequence of order) {
    do place++
    while (taken.has(place))
    places.set(sequence, place)
  }
  return places
}

/** The place behind the last scene, those that cannot be read included. */
export function nextPlace({ scenes, invalid }: Pick<ProjectRecords, 'scenes' | 'invalid'>): number {
  let last = 0
  for (const { value } of scenes) last = Math.max(last, value.displaySequence ?? value.sequence)
  for (const { raw } of unreadableScenes(invalid)) {
    const place = raw['displaySequence']
    if (typeof place === 'number' && Number.isSafeInteger(place)) last = Math.max(last, place)
  }
  return last + 1
}

/** The places that differ from what is stored, of scenes that exist. */
export function changedPlaces(
  { scenes }: Pick<ProjectRecords, 'scenes'>,
  wanted: Places,
): ReadonlyMap<number, number> {
  return new Map(
    scenes.flatMap(({ value: { sequence, displaySequence } }) => {
      const place = wanted.get(sequence)
      return place === undefined || place === displaySequence ? [] : [[sequence, place] as const]
    }),
  )
}

/**
 * A first part of the way to the wanted places that moves at most so many scenes, and two at least: the scenes of the first
 * places change with whoever is there, so that an order which was complete stays so.
 */
export function swapsTowards(
  { scenes }: Pick<ProjectRecords, 'scenes'>,
  wanted: Places,
  most: number,
): ReadonlyMap<number, number> {
  const stored = new Map(scenes.map(({ value }) => [value.sequence, value.displaySequence]))
  const now = new Map(stored)
  const holders = new Map([...now].map(([sequence, place]) => [place, sequence]))
  const touched = new Set<number>()
  for (const [sequence, place] of wanted) {
    const old = now.get(sequence)
    if (old === place || !now.has(sequence)) continue
    // Who has left the place since is not there any more; in a broken order several may have shared it.
    const noted = holders.get(place)
    const holder = noted !== undefined && now.get(noted) === place ? noted : undefined
    const next = new Set(touched).add(sequence)
    if (holder !== undefined) next.add(holder)
    if (next.size > most) break
    for (const moved of next) touched.add(moved)
    now.set(sequence, place)
    holders.set(place, sequence)
    if (holder === undefined || old === undefined) continue
    now.set(holder, old)
    holders.set(old, holder)
  }
  const moved = [...now].flatMap(([sequence, place]) =>
    place === undefined || place === stored.get(sequence) ? [] : [[sequence, place] as const],
  )
  return new Map(moved)
}
