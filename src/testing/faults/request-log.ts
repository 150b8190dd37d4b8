import type { Change } from '../../core/model/change.js'

/** One request to a port, as it is sent. */
export interface SentRequest {
  readonly port: 'store' | 'blobs'
  /** The method of the port, such as `commit`. */
  readonly operation: string
  /** What it is about: a project's id, with the scene where there is one; a key or a prefix. */
  readonly about: string
  /** Who makes it: the actor of the service. */
  readonly process: string
  /** What is to be committed. */
  readonly change?: Change
  /** Of a reading of a whole project: that it is to be isolated from commits. */
  readonly isolated?: true
}

/** One request to a port, as it went. */
export interface TestRequest extends SentRequest {
  /** When it was sent, in milliseconds since 1970. */
  readonly atMs: number
  /** The fault that it met. */
  readonly fault?: string
  /** What the sender heard. */
  readonly outcome: 'answered' | 'conflict' | 'failed'
}

/** The requests of all processes, in the order in which they were answered. */
export class RequestLog {
  readonly #requests: TestRequest[] = []
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  /** Makes a request and writes down how it went. */
  async run<T>(
    request: Omit<TestRequest, 'atMs' | 'outcome'>,
    work: () => Promise<T>,
    outcomeOf: (answer: T) => TestRequest['outcome'] = () => 'answered',
  ): Promise<T> {
    const atMs = this.#now()
    try {
      const answer = await work()
      this.#requests.push({ ...request, atMs, outcome: outcomeOf(answer) })
      return answer
    } catch (error) {
      this.#requests.push({ ...request, atMs, outcome: 'failed' })
      throw error
    }
  }

  all(): readonly TestRequest[] {
    return [...this.#requests]
  }
}
