import type { Service } from './service.js'

/**
 * Does what is left to do when something has failed. An error of its own is reported and goes no further: whoever waits is to
 * learn what went wrong first.
 */
export async function afterFailure(
  { report }: Pick<Service, 'report'>,
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    report(error)
  }
}
