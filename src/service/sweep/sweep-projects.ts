import type { InvalidRecord } from '../../core/model/records.js'
import type { Refusal } from '../../core/model/refusal.js'
import type { ProjectPage } from '../../core/ports/scene-store.js'
import { eachConcurrently } from '../each-concurrently.js'
import type { Environment } from '../environment.js'
import { persistently } from '../retry.js'
import { countingRequests } from './counted-requests.js'
import { SafetyStop } from './safety-stop.js'
import { PageProgress } from './page-progress.js'
import type { SweepPlace } from './sweep-cursor.js'
import { BEGINNING, fromSweepCursor, toSweepCursor } from './sweep-cursor.js'
import { SweepListeners } from './sweep-listeners.js'
import type { SweepOptions } from './sweep-options.js'
import { SweepPace } from './sweep-pace.js'
import type { SweptProject } from './sweep-progress.js'
import { repairHeldBack, reportUnreadable, sweepProject } from './sweep-project.js'
import type { SweepRun } from './sweep-run.js'
import type { SweepSummary } from './sweep-summary.js'
import { SweepTally } from './sweep-tally.js'

/** Projects per page: a scan reads the table in parts of 1 MB, and reads what is beyond the last one of a page twice. */
const LISTED_AT_ONCE = 500

/** Held back beyond so many, they are no accident, and the sweep ends. */
const MOST_HELD_BACK = 100

const CONCURRENCY = 4

/** See `Scenes.sweep`. */
export async function sweepProjects(environment: Environment, options: SweepOptions): Promise<SweepSummary> {
  const begin = options.cursor === undefined ? BEGINNING : fromSweepCursor(options.cursor, options)
  return new Sweep(environment, options, begin).run()
}

type Ended = SweepSummary['ended']

class Sweep {
  readonly #run: SweepRun
  readonly #pace: SweepPace
  readonly #heldBack: Set<string>
  #place: Pick<SweepPlace, 'listing' | 'page' | 'after'>
  #ended: Ended | undefined
  #refusal: Refusal | undefined

  constructor(environment: Environment, options: SweepOptions, begin: SweepPlace) {
    const tally = new SweepTally()
    this.#run = {
      environment: countingRequests(environment, tally.counts),
      options,
      listeners: new SweepListeners(),
      tally,
      safetyStop: new SafetyStop(begin.tally, { policy: environment.policy, force: options.force === true }),
    }
    this.#pace = new SweepPace(environment.clock, options)
    this.#heldBack = new Set(begin.heldBack)
    this.#place = begin
  }

  async run(): Promise<SweepSummary> {
    const { environment, tally, options } = this.#run
    const startedMs = environment.clock.now()
    await this.#walk()
    if (this.#ended === undefined) await this.#tryHeldBack()
    const ended = this.#ended ?? 'complete'
    return {
      ended,
      ...(ended !== 'complete' && { cursor: this.#cursor(options) }),
      ...(ended === 'too-many-demotions' && this.#refusal !== undefined && { refusal: this.#refusal }),
      ...tally.numbers(),
      durationMs: environment.clock.now() - startedMs,
    }
  }

  /** All listings, page by page. */
  async #walk(): Promise<void> {
    const { statuses } = this.#run.options
    const listings = statuses === undefined ? [undefined] : [...new Set(statuses)]
    while (this.#place.listing < listings.length) {
      const { listing } = this.#place
      const page = await this.#list(listings[listing])
      if (page === undefined) return
      const isOver = await this.#sweepPage(page)
      if (!isOver) return
      this.#place =
        page.cursor === undefined
          ? { listing: listing + 1, after: [] }
          : { listing, page: page.cursor, after: [] }
    }
  }

  async #list(
    status: NonNullable<SweepOptions['statuses']>[number] | undefined,
  ): Promise<ProjectPage | undefined> {
    const { environment, options } = this.#run
    const { segment, signal } = options
    this.#ended ??= this.#pace.over()
    if (this.#ended !== undefined) return undefined
    const listing = {
      limit: LISTED_AT_ONCE,
      signal,
      ...(status !== undefined && { status }),
      ...(segment !== undefined && { segment }),
      ...(this.#place.page !== undefined && { cursor: this.#place.page }),
    }
    try {
      return await persistently(environment, () => environment.store.listProjects(listing), signal)
    } catch (error) {
      this.#ended = this.#pace.over()
      if (this.#ended !== 'aborted') throw error
      return undefined
    }
  }

  /** Whether all projects of the page are over. */
  async #sweepPage({ items, invalid }: ProjectPage): Promise<boolean> {
    const { options, listeners } = this.#run
    const unreadable = new Map(invalid.map((record) => [projectOf(record), record]))
    const ids = [...items.map(({ value }) => value.projectId), ...unreadable.keys()]
    const progress = new PageProgress(ids, this.#place.after)
    await eachConcurrently(progress.left(), options.concurrency ?? CONCURRENCY, async ([at, projectId]) => {
      if (listeners.haveFailed || this.#ended !== undefined) return
      const over = await this.#pace.turn()
      if (over !== undefined) {
        this.#ended ??= over
        return
      }
      const record = unreadable.get(projectId)
      await this.#unlessListenerFails(async () => {
        const swept =
          record === undefined
            ? await sweepProject(this.#run, projectId)
            : await reportUnreadable(this.#run, projectId, record)
        if (swept === undefined) {
          this.#ended ??= 'aborted'
          return
        }
        progress.end(at)
        this.#place = { ...this.#place, after: progress.after }
        await this.#over(swept)
      })
    })
    listeners.rethrow()
    return progress.isOver
  }

  async #over(swept: SweptProject): Promise<void> {
    this.#run.tally.over(swept)
    if (swept.outcome === 'held-back') {
      this.#heldBack.add(swept.projectId)
      this.#refusal = swept.refusal
      if (this.#heldBack.size > MOST_HELD_BACK) this.#ended ??= 'too-many-demotions'
    }
    await this.#report(swept)
  }

  /** All have been seen, so what was held back is judged by all of them. */
  async #tryHeldBack(): Promise<void> {
    for (const projectId of [...this.#heldBack]) {
      this.#ended = await this.#pace.turn()
      if (this.#ended !== undefined) return
      const swept = await repairHeldBack(this.#run, projectId)
      if (swept === undefined) {
        this.#ended = 'aborted'
        return
      }
      if (swept.outcome === 'held-back') {
        this.#refusal = swept.refusal
        this.#ended = 'too-many-demotions'
        return
      }
      this.#heldBack.delete(projectId)
      this.#run.tally.ended(swept)
      await this.#report(swept)
    }
  }

  async #report(project: SweptProject): Promise<void> {
    const { options, listeners, tally } = this.#run
    await listeners.tell(options.onProgress, { project, done: tally.projects, cursor: this.#cursor(options) })
  }

  /** The others are brought to their end before what a listener threw is thrown. */
  async #unlessListenerFails(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!this.#run.listeners.haveFailed) throw error
    }
  }

  #cursor(options: SweepOptions): string {
    const { safetyStop } = this.#run
    return toSweepCursor({ ...this.#place, heldBack: [...this.#heldBack], tally: safetyStop.tally }, options)
  }
}

/** A project whose record cannot be read, by what it says of itself or by where it is. */
function projectOf({ id, raw }: InvalidRecord): string {
  const { projectId, PK } = raw
  if (typeof PK === 'string') return PK.slice(PK.indexOf('#') + 1)
  return typeof projectId === 'string' ? projectId : id
}
