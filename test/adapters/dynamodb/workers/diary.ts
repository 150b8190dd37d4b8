import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

const entrySchema = z.discriminatedUnion('type', [
  /** Right before a job is submitted: from here on it costs money. */
  z.object({ type: z.literal('paid'), scene: z.int(), attempt: z.int(), jobId: z.string() }),
  /** The lease knows the job. */
  z.object({ type: z.literal('job-recorded'), scene: z.int(), attempt: z.int(), jobId: z.string() }),
  /** The job of an earlier attempt is waited for instead. */
  z.object({ type: z.literal('resumed'), scene: z.int(), attempt: z.int(), jobId: z.string() }),
  /** A lease that this process got or prolonged. */
  z.object({ type: z.literal('lease'), scene: z.int(), expiryMs: z.number() }),
  /** The outcome of a scene that was not recorded by whoever generated it. */
  z.object({ type: z.literal('not-recorded'), scene: z.int(), outcome: z.string(), key: z.string() }),
  /** A commit was refused as others had been faster. */
  z.object({ type: z.literal('conflict'), event: z.string() }),
  /** A scene failed, or could not be looked at. */
  z.object({ type: z.literal('trouble'), scene: z.int(), outcome: z.string(), message: z.string() }),
  z.object({ type: z.literal('edited'), what: z.string() }),
  /** Somebody saved a whole item as it was a while ago. */
  z.object({ type: z.literal('saved'), SK: z.string() }),
  /** The process with this id was killed. */
  z.object({ type: z.literal('killed'), victim: z.int() }),
])

/** What a process did. */
export type DiaryFact = z.infer<typeof entrySchema>

/** What a process did, which one, and when. */
export type DiaryEntry = DiaryFact & { readonly pid: number; readonly timeMs: number }

/** One file that every process appends a line to: a line is written as a whole, and before whoever wrote it goes on. */
export interface Diary {
  write(fact: DiaryFact): void
  read(): readonly DiaryEntry[]
}

const stampSchema = z.object({ pid: z.int(), timeMs: z.number() })

/** The diary in a directory. */
export function diaryIn(directory: string): Diary {
  const file = join(directory, 'diary.jsonl')
  return {
    write: (fact) => {
      appendFileSync(file, `${JSON.stringify({ ...fact, pid: process.pid, timeMs: Date.now() })}\n`)
    },
    read: () =>
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => {
          const entry: unknown = JSON.parse(line)
          return { ...entrySchema.parse(entry), ...stampSchema.parse(entry) }
        }),
  }
}

/** The entries of one type. */
export function entriesOf<Type extends DiaryFact['type']>(
  entries: readonly DiaryEntry[],
  type: Type,
): readonly Extract<DiaryEntry, { readonly type: Type }>[] {
  return entries.filter((entry): entry is Extract<DiaryEntry, { readonly type: Type }> => entry.type === type)
}
