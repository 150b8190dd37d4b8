import * as z from 'zod'
import { parseTimestamp, toTimestamp } from './time.js'

const CANONICAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/

/** A timestamp in the form of the model: UTC, six fraction digits, on a day that the calendar has. */
export const timestampSchema = z
  .string()
  .regex(CANONICAL, { error: 'expected an ISO 8601 time such as 2025-11-24T08:15:30.123456Z', abort: true })
  .refine((text) => parseTimestamp(text) !== undefined, { error: 'no such day or time of day', abort: true })
  .transform(toTimestamp)
