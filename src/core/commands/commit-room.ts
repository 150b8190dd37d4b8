import { MAX_ACTIONS } from '../model/change.js'

/** A commit's actions, less ten that are kept for the conditions of a change decided anew. */
export const ROOM = MAX_ACTIONS - 10
