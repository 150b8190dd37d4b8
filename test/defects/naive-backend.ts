import type { Item, ItemValue } from '@badapple/scenes'
import { fromDynamoJson, scenePrefix, toDynamoJson, toObjectKey } from '@badapple/scenes'
import type { TestScenes } from '@badapple/scenes/testing'
import { testScenes } from '../support/test-scenes.js'
import { newProjectRow, newSceneRow, pythonTime, sceneSk, textIn } from './naive-rows.js'

/** The process is killed: no handler of its runs any more. */
export class ProcessDied extends Error {}

/** How one generation goes. */
export interface Generation {
  /** Minutes at the provider, in which others go on. Default: it comes back with a clip at once. */
  readonly provider?: () => Promise<Uint8Array>
  /** What happens right after the clip was uploaded, or after its key was saved. Default: nothing. */
  readonly after?: (step: 'uploaded' | 'key saved') => void
}

/** A clip that can be told from others. */
export function take(name: string): Uint8Array {
  return new TextEncoder().encode(name)
}

/** An empty service on a table and bucket that today's backend wrote, with a project of so many scenes. */
export function today(scenes: number): TestScenes & { readonly naive: NaiveBackend } {
  const test = testScenes()
  return { ...test, naive: new NaiveBackend(test, scenes) }
}

/**
 * Today's rules: rows are read, changed in memory and saved as a whole, one key per scene is overwritten by every
 * generation, and nothing is conditional. Calls at the same time take turns, request by request.
 */
export class NaiveBackend {
  readonly projectId = 'today'
  /** Generations that were paid for. */
  paid = 0
  /** Items that were read; each is billed. */
  itemsRead = 0
  readonly #queue: number[] = []
  readonly #test: TestScenes

  constructor(test: TestScenes, scenes: number) {
    this.#test = test
    test.store.putItem(toDynamoJson(newProjectRow(this.projectId, scenes, this.#now())))
    for (let sequence = 1; sequence <= scenes; sequence++) this.#insert(sequence, sequence)
  }

  /** The one key of all clips of a scene. */
  videoKey(sequence: number): string {
    return `${scenePrefix(this.projectId, sequence)}video.mp4`
  }

  /** What is in the bucket under a key, in words. */
  shown(key: string): string | undefined {
    const bytes = this.#test.blobs.read(key)
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes)
  }

  project(): Promise<Item> {
    return this.#read()
  }

  scene(sequence: number): Promise<Item> {
    return this.#read(sequence)
  }

  /** Every scene: one query that reads them all. */
  async scenes(): Promise<readonly Item[]> {
    const partition = `PROJECT#${this.projectId}`
    const rows = await this.#request(() => this.#test.store.items())
    const found = rows.filter((row) => row['PK'] === partition && textIn(row, 'SK')?.startsWith('SCENE#'))
    this.itemsRead += found.length
    return found
  }

  /** Saves a row as a whole, with some attributes changed; `null` takes one away. */
  async save(row: Item, changes: Readonly<Record<string, ItemValue>>): Promise<Item> {
    const all: Item = { ...row, ...changes, updatedAt: pythonTime(this.#now()) }
    const saved: Item = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
    await this.#request(() => {
      this.#test.store.putItem(toDynamoJson(saved))
    })
    return saved
  }

  /** Stores an object, whatever there was under its key. */
  async overwrite(key: string, bytes: Uint8Array): Promise<void> {
    this.#test.blobs.deleteObject(key)
    await this.#test.blobs.put(toObjectKey(key), bytes)
  }

  /** `POST /generate_scene_video`: any request is accepted, and nobody is told that somebody is at it. */
  async generate(sequence: number, generation: Generation = {}): Promise<void> {
    const { provider = () => Promise.resolve(take('a take')), after = () => undefined } = generation
    const key = this.videoKey(sequence)
    let scene = await this.scene(sequence)
    if (textIn(scene, 'originalVideoClipS3Key') !== undefined) this.#test.blobs.deleteObject(key)
    scene = await this.save(scene, { status: 'processing' })
    try {
      this.paid++
      await this.overwrite(key, await provider())
      after('uploaded')
      scene = await this.save(scene, { originalVideoClipS3Key: key, workingVideoClipS3Key: key })
      after('key saved')
      const before = await this.scenes()
      await this.save(scene, { status: 'completed', trimPoints: '{"in": 0.0, "out": 8.0}', duration: 8 })
      await this.#settle(before, sequence)
    } catch (error) {
      if (error instanceof ProcessDied) throw error
      await this.save(scene, { status: 'failed', errorMessage: String(error) })
    }
  }

  /** `POST /projects/{id}/generate`: a message for every scene without a video. */
  async enqueue(): Promise<void> {
    const rows = await this.scenes()
    const missing = rows.filter((row) => textIn(row, 'originalVideoClipS3Key') === undefined)
    this.#queue.push(...missing.map(({ sequence }) => Number(sequence)))
  }

  /** A worker: takes one message after the other off the queue, for good, and generates. */
  async work(generation?: Generation): Promise<void> {
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
      await this.generate(next, generation)
    }
  }

  /** A worker for a whole project, which holds the project's row all the while. */
  async generateAll(generation?: Generation): Promise<void> {
    const project = await this.project()
    await this.enqueue()
    await this.work(generation)
    const rows = await this.scenes()
    const status = rows.every((row) => row['status'] === 'completed') ? 'completed' : 'processing'
    await this.save(project, { status, GSI1PK: status })
  }

  /** `POST …/upload_video`. Here the counter is incremented. */
  async upload(sequence: number, bytes: Uint8Array): Promise<void> {
    const key = this.videoKey(sequence)
    await this.overwrite(key, bytes)
    const changes = { originalVideoClipS3Key: key, workingVideoClipS3Key: null, trimPoints: null }
    await this.save(await this.scene(sequence), { ...changes, status: 'completed' })
    const project = await this.project()
    await this.save(project, { completedScenes: Number(project['completedScenes']) + 1 })
  }

  /** The lip-synced version of whatever the scene's video is. */
  async lipSync(sequence: number): Promise<void> {
    const key = `${scenePrefix(this.projectId, sequence)}lipsynced.mp4`
    await this.overwrite(key, take(`${this.shown(this.videoKey(sequence)) ?? ''}, lip-synced`))
    await this.save(await this.scene(sequence), { lipSyncedVideoClipS3Key: key })
  }

  async editPrompt(sequence: number, prompt: string): Promise<void> {
    await this.save(await this.scene(sequence), { prompt })
  }

  /** @param afterEach - What happens after so many scenes were moved. */
  async reorder(
    order: readonly number[],
    afterEach: (moved: number) => void = () => undefined,
  ): Promise<void> {
    for (const [index, sequence] of order.entries()) {
      await this.save(await this.scene(sequence), { displaySequence: index + 1 })
      afterEach(index + 1)
    }
  }

  /** `POST …/scenes`: the highest number there is, plus one. */
  async addScene(): Promise<number> {
    const rows = await this.scenes()
    const sequence = Math.max(0, ...rows.map((row) => Number(row['sequence']))) + 1
    this.#insert(sequence, rows.length + 1)
    return sequence
  }

  async deleteScene(sequence: number): Promise<void> {
    const key = { PK: `PROJECT#${this.projectId}`, SK: sceneSk(sequence) }
    await this.#request(() => {
      this.#test.store.deleteItem(key)
    })
  }

  /** What the film is made of, in its order. */
  async film(): Promise<readonly { readonly sequence: number; readonly shows: string | undefined }[]> {
    const rows = [...(await this.scenes())].sort((a, b) => Number(a['sequence']) - Number(b['sequence']))
    const preferred = ['lipSyncedVideoClipS3Key', 'workingVideoClipS3Key', 'originalVideoClipS3Key'] as const
    return rows.map((row) => {
      const key = preferred.map((name) => textIn(row, name)).find((text) => text !== undefined)
      return { sequence: Number(row['sequence']), shows: this.shown(key ?? '') }
    })
  }

  /** A URL for a page, signed at the moment of asking. */
  url(key: string): Promise<string> {
    return this.#test.blobs.signedUrl(toObjectKey(key), { windowSeconds: 1 })
  }

  /** Counts what was read before the scene was saved, and that scene. */
  async #settle(before: readonly Item[], sequence: number): Promise<void> {
    const others = before.filter((row) => row['sequence'] !== sequence && row['status'] === 'completed')
    const completedScenes = others.length + 1
    const isLast = completedScenes === before.length
    const finished = isLast && { status: 'completed', GSI1PK: 'completed' }
    await this.save(await this.project(), { completedScenes, ...finished })
  }

  #insert(sequence: number, displaySequence: number): void {
    const row = newSceneRow(this.projectId, sequence, this.#now())
    this.#test.store.putItem(toDynamoJson({ ...row, displaySequence }))
  }

  #read(sequence?: number): Promise<Item> {
    this.itemsRead++
    return this.#request(() => fromDynamoJson(this.#test.python.read(this.projectId, sequence).item))
  }

  /** One request to the table, after which others have their turn. */
  async #request<T>(request: () => T): Promise<T> {
    await Promise.resolve()
    return request()
  }

  #now(): number {
    return this.#test.clock.now()
  }
}
