import { describe, expect, it } from 'vitest'
import type { SendOptions } from '../../src/adapters/deadline.js'
import { withDeadline } from '../../src/adapters/deadline.js'

const never = () => new Promise<never>(() => undefined)
const LONG_MS = 600_000

// Whoever waits for ever fails soon.
describe('withDeadline', { timeout: 5_000 }, () => {
  it('gives the answer, or the error', async () => {
    expect(await withDeadline(() => Promise.resolve(7), LONG_MS, undefined)).toBe(7)
    const failure = new Error('no')
    await expect(withDeadline(() => Promise.reject(failure), LONG_MS, undefined)).rejects.toBe(failure)
  })

  it('ends the waiting at the deadline, and tells the request', async () => {
    let seen: AbortSignal | undefined
    const request = ({ abortSignal }: SendOptions) => {
      seen = abortSignal
      return never()
    }
    await expect(withDeadline(request, 5, undefined)).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(seen?.aborted).toBe(true)
  })

  it('ends the waiting when it is aborted, before or after it began', async () => {
    const early = AbortSignal.abort(new Error('enough'))
    await expect(withDeadline(never, LONG_MS, early)).rejects.toMatchObject({
      name: 'AbortError',
      cause: { message: 'enough' },
    })
    const controller = new AbortController()
    const waiting = withDeadline(never, LONG_MS, controller.signal)
    controller.abort()
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('says that it was ended where the request says so too', async () => {
    const request = ({ abortSignal }: SendOptions) =>
      new Promise<never>((_resolve, reject) => {
        abortSignal.addEventListener('abort', () => {
          reject(new Error('the socket was closed'))
        })
      })
    await expect(withDeadline(request, 5, undefined)).rejects.toMatchObject({ name: 'TimeoutError' })
  })

  it('listens to the signal no longer than the request takes', async () => {
    let listeners = 0
    const signal = {
      aborted: false,
      reason: undefined,
      addEventListener: () => {
        listeners++
      },
      removeEventListener: () => {
        listeners--
      },
    }
    await withDeadline(() => Promise.resolve(), LONG_MS, signal)
    expect(listeners).toBe(0)
  })
})
