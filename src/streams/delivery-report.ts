import type { InvalidEvent, SceneEvent } from '../core/model/event.js'
import { messageOf } from './message-of.js'

/** Something that kept an event from a sink. */
export type DeliveryReport =
  /** An event item cannot be read; it is left out, for every sink. */
  | { readonly kind: 'unreadable'; readonly item: InvalidEvent }
  /** A sink will never take this event; it is left out. */
  | { readonly kind: 'refused'; readonly sink: string; readonly event: SceneEvent; readonly error: unknown }
  /** A sink did not take this event; it comes again. */
  | { readonly kind: 'failed'; readonly sink: string; readonly event: SceneEvent; readonly error: unknown }

/** A report in a sentence. */
export function describeReport(report: DeliveryReport): string {
  if (report.kind === 'unreadable') {
    const { id, issues } = report.item
    return `event ${id} cannot be read and is delivered to nobody: ${issues.join('; ')}`
  }
  const { sink, event, error } = report
  const what = `event ${event.id} (${event.type}) of project ${event.projectId}`
  const fate = report.kind === 'refused' ? 'is left out: it refused it' : 'comes again: it did not take it'
  return `${what} ${fate} (sink ${sink}: ${messageOf(error)})`
}

/** Where reports go when nobody asks for them. */
export function warn(report: DeliveryReport): void {
  process.emitWarning(describeReport(report), { type: 'ScenesDeliveryWarning', code: report.kind })
}
