import type { IntentChunk } from '../model/intent.js'
import type { Policy } from '../model/policy.js'
import type { ProjectRecords, Stored } from '../model/records.js'
import type { Timestamp } from '../model/time.js'
import { addMs } from '../model/time.js'

/** Chunks of a command that died before it was accepted: old enough that its intent is not coming any more. */
export function leftOverChunks(
  { intent, intentChunks = [] }: Pick<ProjectRecords, 'intent' | 'intentChunks'>,
  { now, policy }: { readonly now: Timestamp; readonly policy: Pick<Policy, 'workflowLimitMs'> },
): readonly Stored<IntentChunk>[] {
  return intentChunks.filter(
    ({ value }) =>
      value.intentId !== intent?.value.id && addMs(value.createdAt, policy.workflowLimitMs) <= now,
  )
}
