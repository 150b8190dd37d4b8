import type { SimulatedWorld, WorldObserver } from '../../../src/testing/simulation/simulated-world.js'
import type { Neighbours } from '../../support/counter-promises.js'
import { brokenPromises } from '../../support/counter-promises.js'
import { disorderOf } from '../../support/ordered-store.js'

type Promised = (world: SimulatedWorld) => WorldObserver

/** Counters, their seal and the project's status are right after every commit. */
export function counted(neighbours: Neighbours): Promised {
  return (world) => ({
    committed: ({ change, answer, after }) => {
      if (!answer.ok || after === undefined) return
      for (const broken of brokenPromises(after, neighbours)) world.report(`${broken}, after ${change.id}`)
    },
  })
}

/** The scenes have the places 1, 2, … after every commit, and are counted. */
export const inOrder: Promised = (world) => ({
  committed: ({ change, answer, after }) => {
    if (!answer.ok || after === undefined) return
    for (const disorder of disorderOf(after)) world.report(`${disorder}, after ${change.id}`)
  },
})
