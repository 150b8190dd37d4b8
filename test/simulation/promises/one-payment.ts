import type { ArrivedCommit, WorldObserver } from '@badapple/scenes/testing'
import type { EventType } from '@badapple/scenes'
import type { PaidJob, PaymentObserver } from '../provider.js'

/** Commands that end an attempt for good, or by which somebody wants a new one. */
const ENDINGS: ReadonlySet<EventType> = new Set<EventType>([
  ...(['scene-reset', 'scene-rejected', 'scene-retried', 'scene-removed'] as const),
  ...(['clip-uploaded', 'clip-adopted', 'clip-restored'] as const),
])

/**
 * A scene is paid for a second time only after a crash, a failure, a reset or the end of a lease. Watches commits and the
 * provider: every attempt may pay once, and there must be a reason why its payment is not the last.
 */
export class OnePayment implements PaymentObserver, WorldObserver {
  readonly #payments: PaidJob[] = []
  /** Attempts that may be followed by a payment, as `sequence attempt`. */
  readonly #excused = new Set<string>()
  readonly #report: (problem: string) => void

  constructor(report: (problem: string) => void) {
    this.#report = report
  }

  paid = (job: PaidJob): void => {
    const earlier = this.#payments.find(
      (one) =>
        one.sequence === job.sequence &&
        one.sceneCreatedAt === job.sceneCreatedAt &&
        !this.#excused.has(nameOf(one)),
    )
    // Who lost its claim, and does not know yet, pays in vain; its successor had a reason.
    if (earlier !== undefined && !this.#excused.has(nameOf(job))) {
      this.#report(
        `one payment: scene ${job.sequence} was paid for by ${earlier.payer} (${earlier.jobId}, attempt ${earlier.attempt}), and again by ${job.payer} (${job.jobId}, attempt ${job.attempt}) without a reason`,
      )
    }
    this.#payments.push(job)
  }

  failed = (failed: string): void => {
    this.#excuse(({ jobId }) => jobId === failed)
  }

  asked = (sequence: number): void => {
    this.#excuse(({ sequence: paid }) => paid === sequence)
  }

  crashed = (name: string): void => {
    this.#excuse(({ payer }) => payer === name)
  }

  committed = ({ change: { event }, answer, before, nowMs }: ArrivedCommit): void => {
    if (!answer.ok || event?.sequence === undefined) return
    const claim = before?.claims.get(event.sequence)?.value
    if (claim === undefined) return
    const isOver = claim.ended !== true && Date.parse(claim.expiry) <= nowMs
    const isEnded = ENDINGS.has(event.type)
    // Whoever gives a claim back before its job was written down leaves nothing to resume.
    const isForgotten = event.type === 'claim-released' && claim.jobId === undefined
    if (isOver || isEnded || isForgotten) this.#excused.add(nameOf(claim))
    if (isEnded) this.asked(event.sequence)
  }

  #excuse(isMeant: (job: PaidJob) => boolean): void {
    for (const job of this.#payments) if (isMeant(job)) this.#excused.add(nameOf(job))
  }
}

function nameOf({ sequence, attempt }: Pick<PaidJob, 'sequence' | 'attempt'>): string {
  return `${sequence} ${attempt}`
}
