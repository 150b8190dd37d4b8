import * as z from 'zod'
import type { DynamoJsonItem } from '../../index.js'
import { parseTimestamp } from '../../index.js'
import { CommandFailure } from '../command-failure.js'
import type { ExportedObject } from './source.js'

/** What an export holds. */
export interface ExportDocument {
  /** When it was made. */
  readonly exportedAt?: string
  readonly items: readonly DynamoJsonItem[]
  /** The listing of the bucket; missing where nobody looked. */
  readonly objects?: readonly ExportedObject[]
  /** What else the file says; it is kept. */
  readonly rest: Readonly<Record<string, unknown>>
  /** It is the output of a scan, which is read and never written. */
  readonly isScan: boolean
}

// What is in the items is the codec's to judge.
const items = z.array(
  z.custom<DynamoJsonItem>((item) => typeof item === 'object' && item !== null, 'an object'),
)
const objects = z.array(
  z.object({
    key: z.string(),
    size: z.int().min(0),
    lastModified: z.string(),
    contentType: z.string().exactOptional(),
  }),
)
const exportSchema = z.looseObject({
  exportedAt: z
    .string()
    .refine((time) => parseTimestamp(time) !== undefined, 'a moment such as 2025-11-24T12:00:00Z')
    .exactOptional(),
  items,
  objects: objects.exactOptional(),
})
/** What `aws dynamodb scan` prints. */
const scanSchema = z.looseObject({ Items: items })

/**
 * Reads what is in a file: an export, or the output of a scan.
 * @throws CommandFailure
 */
export function parseExport(json: unknown, path: string): ExportDocument {
  const scan = scanSchema.safeParse(json)
  if (scan.success) return { items: scan.data.Items, rest: {}, isScan: true }
  const parsed = exportSchema.safeParse(json)
  if (parsed.success) {
    const { items, objects, exportedAt, ...rest } = parsed.data
    return {
      items,
      rest,
      isScan: false,
      ...(objects !== undefined && { objects }),
      ...(exportedAt !== undefined && { exportedAt }),
    }
  }
  const [issue] = parsed.error.issues
  const where = issue === undefined || issue.path.length === 0 ? '' : ` ${issue.path.join('.')}:`
  throw new CommandFailure(
    `${path} is no export:${where} ${issue?.message ?? 'it is no object'}. It must be { "items": […], "objects": […] }, as export writes it`,
  )
}
