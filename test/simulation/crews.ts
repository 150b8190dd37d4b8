import type { BlobStore } from '@badapple/scenes'
import type { SimulatedWorld } from '@badapple/scenes/testing'
import { createMemoryBlobStore } from '@badapple/scenes/memory'
import { callbacks } from './actors/callbacks.js'
import { misled, recounter, sweeper } from './actors/caretakers.js'
import { composer } from './actors/composer.js'
import { editor } from './actors/editor.js'
import { loser } from './actors/loser.js'
import { operator } from './actors/operator.js'
import { python } from './actors/python.js'
import { worker } from './actors/worker.js'
import { writers as sceneWriters } from './actors/writers.js'
import type { Actor } from './crew.js'
import { farBucket } from './far-bucket.js'
import type { Size, Writers } from './scenario.js'

/** Somebody who may be in a crew. */
export interface Member {
  readonly name: string
  readonly actor: Actor
  /** How likely it is that there is one, from 0 to 1. */
  readonly rate: number
  /** Where it looks for objects, if not where everybody else does. */
  readonly bucket?: BlobStore
}

/** Whom to choose a crew for. */
export interface CrewOptions {
  readonly size: Size
  readonly writers: Writers
  readonly chance: (of: number) => boolean
  readonly world: SimulatedWorld
  /** Every scene has its video already. */
  readonly isDone: boolean
}

/** A crew by chance. */
export function crewOf({ size, writers, chance, world, isDone }: CrewOptions): readonly Member[] {
  const all =
    size === 'large'
      ? few()
      : many(
          farBucket(world.blobs, () => chance(0.5)),
          isDone,
        )
  const beside = writers === 'library' ? besideLibrary(size) : [{ name: 'python', actor: python, rate: 1 }]
  return [...all, ...beside].filter(({ rate }) => chance(rate))
}

/** In a large project every step takes its time. */
function few(): readonly Member[] {
  return [
    { name: 'editor', actor: editor, rate: 1 },
    { name: 'second editor', actor: editor, rate: 0.7 },
    { name: 'operator', actor: operator, rate: 0.4 },
    { name: 'composer', actor: composer, rate: 0.4 },
    { name: 'recounter', actor: recounter, rate: 0.3 },
  ]
}

function many(far: BlobStore, isDone: boolean): readonly Member[] {
  const { dispatcher, receiver } = callbacks()
  return [
    { name: 'writers', actor: sceneWriters, rate: 0.2 },
    { name: 'worker', actor: worker, rate: 0.9 },
    { name: 'second worker', actor: worker, rate: 0.6 },
    { name: 'dispatcher', actor: dispatcher, rate: 0.3 },
    { name: 'receiver', actor: receiver, rate: 0.3 },
    { name: 'editor', actor: editor, rate: 0.3 },
    { name: 'operator', actor: operator, rate: 0.5 },
    { name: 'second operator', actor: operator, rate: 0.2 },
    { name: 'composer', actor: composer, rate: isDone ? 0.8 : 0.2 },
    { name: 'recounter', actor: recounter, rate: isDone ? 0.5 : 0.2 },
    { name: 'sweeper', actor: sweeper, rate: 0.3 },
    { name: 'cut-off worker', actor: worker, rate: 0.1, bucket: far },
    { name: 'cut-off sweeper', actor: sweeper, rate: 0.1, bucket: far },
    { name: 'loser', actor: loser, rate: 0.1 },
  ]
}

/** Beside foreign saves a wrong bucket may cost a video that was wiped and not given back yet. */
function besideLibrary(size: Size): readonly Member[] {
  return size === 'large'
    ? []
    : [{ name: 'misled', actor: misled, rate: 0.1, bucket: createMemoryBlobStore() }]
}
