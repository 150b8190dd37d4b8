import type { Generate, GenerationProgress } from '@badapple/scenes'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { MeasuredProject } from './measured-project.js'
import type { RecordedRequest } from './recording-client.js'
import type { Usage } from './usage.js'
import { plus } from './usage.js'
import type { WrittenItem } from './written-items.js'
import { writtenItems } from './written-items.js'

/** What a run over a project without any video cost. */
export interface GenerationCost {
  readonly scenes: number
  /** Before the first scene. */
  readonly beginning: Usage
  /** Of each scene: until the provider is asked, and from its answer to the end. */
  readonly claims: readonly Usage[]
  readonly completions: readonly Usage[]
  readonly total: Usage
  /** What the commits of a scene in the middle of the run wrote. */
  readonly claimWrites: readonly WrittenItem[]
  readonly completionWrites: readonly WrittenItem[]
}

export const CLIP = { body: new Uint8Array([1, 2, 3, 4]), durationSeconds: 8 }

/** Generates all scenes of a project, one after the other. */
export async function generationCost(
  { scenes, projectId, recorder }: MeasuredProject,
  client: DynamoDBClient,
  count: number,
): Promise<GenerationCost> {
  const beginnings: Usage[] = []
  const claims: Usage[] = []
  const completions: Usage[] = []
  let claimWrites: readonly WrittenItem[] = []
  let completion: RecordedRequest | undefined
  const middle = Math.ceil(count / 2)
  const writesOf = async (request: RecordedRequest | undefined) =>
    request === undefined ? [] : writtenItems(client, request)
  const generate: Generate = async ({ sequence }) => {
    claims.push(recorder.take())
    if (sequence === middle) claimWrites = await writesOf(recorder.requests.at(-1))
    return CLIP
  }
  const onProgress = (progress: GenerationProgress) => {
    if (progress.type === 'selected') beginnings.push(recorder.take())
    if (progress.type !== 'finished') return
    completions.push(recorder.take())
    if (progress.result.sequence === middle) completion = recorder.requests.at(-1)
  }
  recorder.take()
  const { counts } = await scenes.generateMissing(projectId, generate, { concurrency: 1, onProgress })
  const [beginning] = beginnings
  if (counts.generated !== count || beginning === undefined) throw new Error('not every scene was generated')
  const total = [beginning, ...claims, ...completions, recorder.take()].reduce(plus)
  const completionWrites = await writesOf(completion)
  return { scenes: count, beginning, claims, completions, total, claimWrites, completionWrites }
}
