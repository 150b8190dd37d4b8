import * as z from 'zod'

/** A day: far beyond any clip, and far within what stores take as a number. */
const LONGEST_SECONDS = 86_400

/** The length of a clip in seconds, to the millisecond at least. */
export const secondsSchema = z.number().positive().min(0.001).max(LONGEST_SECONDS)
