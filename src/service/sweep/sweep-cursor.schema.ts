import * as z from 'zod'

const count = z.int().min(0)
const ids = z.array(z.string()).readonly()

/** What a cursor of a sweep holds. */
export const sweepPlaceSchema = z.strictObject({
  version: z.literal(1),
  options: z.string(),
  listing: count,
  page: z.string().exactOptional(),
  after: ids,
  heldBack: ids,
  tally: z.strictObject({ scenesSeen: count, objectsSeen: count, demotions: count }).readonly(),
})
