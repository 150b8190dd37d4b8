import type { ListedObject } from '../../adapters/memory/blob-store.js'
import { decideAddScenes } from '../../core/commands/add-scenes.js'
import { decideClaim } from '../../core/commands/claim-scene.js'
import { decideComplete } from '../../core/commands/complete.js'
import { decideCreateProject } from '../../core/commands/create-project.js'
import type { CommandContext, Decision } from '../../core/commands/decision.js'
import { decideFail } from '../../core/commands/fail.js'
import type { DynamoJsonItem } from '../../core/items/dynamo-json.js'
import { toDynamoJson } from '../../core/items/dynamo-json.js'
import { executeChange } from '../../core/items/execute-change.js'
import type { Item, ItemValue } from '../../core/items/item.js'
import { placeOf } from '../../core/items/item.js'
import type { ItemKey } from '../../core/items/keys.js'
import { keyOf } from '../../core/items/keys.js'
import { readProjectItems, readSceneItems } from '../../core/items/read-records.js'
import { SceneError } from '../../core/model/error.js'
import type { NewProject } from '../../core/model/new-project.schema.js'
import type { NewScene } from '../../core/model/new-scene.schema.js'
import type { ObjectKey } from '../../core/model/object-key.js'
import { toObjectKey } from '../../core/model/object-key.js'
import { attemptKey, scenePrefix } from '../../core/model/object-key-layout.js'
import { DEFAULT_POLICY } from '../../core/model/policy.js'
import type { ProjectRecords, SceneRecords } from '../../core/model/records.js'
import { PROJECT_STATUSES } from '../../core/model/status.js'
import { toTimestamp } from '../../core/model/time.js'
import { describeRefusal } from '../../core/rules/describe-refusal.js'
import type { Ids } from '../../service/ids.js'
import { countingIds } from '../counting-ids.js'
import type { PastStep } from './scene-pasts.js'

/** Scenes may be added one batch after the other, whatever was done before. */
const POLICY = { ...DEFAULT_POLICY, addScenesIn: PROJECT_STATUSES }
const BATCH = 80
const WORKER = 'worker-1'
const CLIP = new Uint8Array(16).fill(7)

/** The past of one project, made by the library's own decisions: what is stored is what it would have written. */
export class Past {
  readonly #projectId: string
  readonly #writtenBy: 'library' | 'python'
  readonly #items = new Map<string, Item>()
  readonly #objects = new Map<string, ListedObject>()
  readonly #ids: Ids = countingIds('past-')

  constructor(projectId: string, writtenBy: 'library' | 'python') {
    this.#projectId = projectId
    this.#writtenBy = writtenBy
  }

  items(): readonly DynamoJsonItem[] {
    return [...this.#items.values()].map(toDynamoJson)
  }

  objects(): readonly ListedObject[] {
    return [...this.#objects.values()]
  }

  create(project: NewProject, scenes: readonly NewScene[], nowMs: number): void {
    const projectId = this.#projectId
    this.#run(nowMs, (context) => decideCreateProject(undefined, { ...project, projectId }, context))
    for (let at = 0; at < scenes.length; at += BATCH) {
      const batch = scenes.slice(at, at + BATCH)
      this.#run(nowMs, (context) => decideAddScenes(this.#project(), { scenes: batch }, context))
    }
  }

  step(sequence: number, does: PastStep['does'], nowMs: number): void {
    const key = this.#clipKey(sequence)
    switch (does) {
      case 'claim': {
        const input = { owner: WORKER, leaseMs: POLICY.leaseMs, regenerate: true }
        this.#run(nowMs, (context) => decideClaim(this.#scene(sequence), input, context))
        return
      }
      case 'complete': {
        const { claimId, durationSeconds } = this.#claimed(sequence)
        this.#put(key, CLIP, nowMs)
        const input = { claimId, key, ...(durationSeconds !== undefined && { durationSeconds }) }
        this.#run(nowMs, (context) => decideComplete(this.#scene(sequence), input, context))
        return
      }
      case 'fail': {
        const input = { claimId: this.#claimed(sequence).claimId, reason: 'the provider refused the prompt' }
        this.#run(nowMs, (context) => decideFail(this.#scene(sequence), input, context))
        return
      }
      case 'upload':
        this.#put(key, CLIP, nowMs)
        return
      case 'delete-object':
        this.#objects.delete(key)
        return
      case 'empty-object':
        this.#put(key, new Uint8Array(), nowMs)
        return
      case 'clear-video':
        this.#edit(sequence, { originalVideoClipS3Key: null, workingVideoClipS3Key: null })
        return
      case 'set-processing':
        this.#edit(sequence, { status: 'processing' })
        return
      case 'set-failed':
        this.#edit(sequence, { status: 'failed', errorMessage: 'the provider did not answer' })
        return
      case 'key-to-url':
        this.#edit(sequence, { originalVideoClipS3Key: `https://bucket.example/${key}?X-Amz-Signature=0` })
    }
  }

  #run(nowMs: number, decide: (context: CommandContext) => Decision<unknown>): void {
    const commandId = this.#ids.commandId(nowMs)
    const commitId = `${commandId}.1`
    const decision = decide({ now: toTimestamp(nowMs), policy: POLICY, commandId, commitId, actor: WORKER })
    if (!decision.ok) throw new SceneError('REFUSED', describeRefusal(decision.refusal), decision)
    if (decision.change === undefined) return
    const { answer, put, remove } = executeChange(decision.change, (key) => this.#items.get(textOf(key)))
    if (!answer.ok) throw new Error('a builder wrote what its own guards refuse')
    for (const item of put) this.#items.set(textOf(placeOf(item)), item)
    for (const key of remove) this.#items.delete(textOf(key))
  }

  #project(): ProjectRecords {
    return found(readProjectItems(this.#items.values()))
  }

  #scene(sequence: number): SceneRecords {
    const of = { projectId: this.#projectId, sequence }
    const at = (kind: 'project' | 'scene' | 'claim') => this.#items.get(textOf(keyOf({ kind, ...of })))
    return found(readSceneItems({ project: at('project'), scene: at('scene'), claim: at('claim') }))
  }

  #claimed(sequence: number) {
    const { claim, scene } = this.#scene(sequence)
    const { claimId, attempt } = found(claim).value
    return { claimId, attempt, durationSeconds: scene.value.durationSeconds }
  }

  /** The key of the last attempt; the backend has one for all. */
  #clipKey(sequence: number): ObjectKey {
    if (this.#writtenBy === 'python') return toObjectKey(`${scenePrefix(this.#projectId, sequence)}video.mp4`)
    const claim = this.#scene(sequence).claim?.value
    return attemptKey(this.#projectId, sequence, claim?.attempt ?? 0, claim?.claimId ?? 'none')
  }

  #put(key: ObjectKey, bytes: Uint8Array, nowMs: number): void {
    const lastModified = toTimestamp(nowMs)
    this.#objects.set(key, {
      key,
      size: bytes.byteLength,
      lastModified,
      contentType: 'video/mp4',
      bytes: bytes.slice(),
    })
  }

  /** What somebody does in the console: everything else in the item stays. */
  #edit(sequence: number, changes: Readonly<Record<string, ItemValue>>): void {
    const place = textOf(keyOf({ kind: 'scene', projectId: this.#projectId, sequence }))
    const entries = Object.entries({ ...this.#items.get(place), ...changes })
    this.#items.set(place, Object.fromEntries(entries.filter(([, value]) => value !== null)))
  }
}

function textOf({ PK, SK }: ItemKey): string {
  return `${PK} ${SK}`
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a builder looks for what it has not made')
  return value
}
