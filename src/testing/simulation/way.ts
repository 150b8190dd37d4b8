/** How something that waits may go on. */
export type Way = Course | FaultWay

/** A way on without a fault. */
export type Course =
  /** A request takes effect; its answer is on its way. */
  | 'arrives'
  /** An answer reaches its sender. */
  | 'answers'
  /** A sleeper whose time has come goes on. */
  | 'wakes'
  /** Somebody who thought goes on. */
  | 'acts'
  /** A process that crashed is started again. */
  | 'starts'

/** What may go wrong. */
export type FaultWay =
  /** There are too many requests; nothing is done. */
  | 'throttled'
  /** A request never arrives, and its sender gets no answer. */
  | 'lost'
  /** Its sender gets no answer, and it takes effect later all the same. */
  | 'late'
  /** It takes effect, and arrives once more later. */
  | 'repeated'
  /** The answer to a commit is that a guard does not hold, as if others had written in between. */
  | 'conflict'
  /** A reading sees commits that are not answered yet in part, and some records earlier than others. */
  | 'torn'
  /** An object is stored, and the answer is that its key is taken, as when a client sends again what was not lost. */
  | 'taken'
  /** It took effect, and its answer is lost. */
  | 'lost-reply'
  /** The process dies; for a request, before it is sent. */
  | 'crash'
  /** The process dies, and what it had sent takes effect later. */
  | 'crash-sent'
  /** The process dies after its request took effect, before it sees the answer. */
  | 'crash-after'

/** Every fault. */
export const FAULT_WAYS: readonly FaultWay[] = [
  'throttled',
  'lost',
  'late',
  'repeated',
  'conflict',
  'torn',
  'taken',
  'lost-reply',
  'crash',
  'crash-sent',
  'crash-after',
]

/** Whether a way is a fault. */
export function isFault(way: Way): way is FaultWay {
  return FAULT_WAYS.some((fault) => fault === way)
}

/** Ways of one kind of request, the course without a fault first. */
export const WAYS = {
  commit: ['arrives', 'throttled', 'lost', 'late', 'repeated', 'conflict', 'crash', 'crash-sent'],
  /** A reading of several records, each at a moment of its own. */
  reading: ['arrives', 'throttled', 'lost', 'torn', 'crash'],
  /** A reading of one moment. */
  snapshot: ['arrives', 'throttled', 'lost', 'crash'],
  upload: ['arrives', 'lost', 'late', 'taken', 'crash', 'crash-sent'],
  answer: ['answers', 'lost-reply', 'crash-after'],
  sleep: ['wakes', 'crash'],
  thought: ['acts', 'crash'],
  /** What the network holds of senders that wait no more. */
  leftover: ['arrives', 'lost'],
  restart: ['starts'],
} as const satisfies Readonly<Record<string, readonly Way[]>>
