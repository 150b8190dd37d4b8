import type { ContractCase } from './contract-case.js'
import { ContractError } from './contract-case.js'
import { fails, shownError, UnmetExpectation } from './expectations.js'

/** One promise of a port, and how to see whether it is kept. */
export interface PromiseCase<Subject, Capability extends string> {
  /** The promise, as a phrase. */
  readonly promise: string
  /** What not every store has and this case needs. */
  readonly needs?: Capability | readonly Capability[]
  /** Rejects when the promise is broken: with an unmet expectation, or with whatever the store threw. */
  readonly run: (subject: Subject) => Promise<void>
}

/** What every subject of a contract has in common. */
export interface ClosableSubject {
  readonly close?: () => void | Promise<void>
}

/** The case of a promise: with a subject of its own, closed however it went, and skipped by name where it must be. */
export function caseOf<Subject extends ClosableSubject, Capability extends string>(
  { promise, needs, run }: PromiseCase<Subject, Capability>,
  factory: () => Subject | Promise<Subject>,
  lacks?: Readonly<Partial<Record<Capability, string>>>,
): ContractCase {
  const needed: readonly Capability[] = typeof needs === 'string' ? [needs] : (needs ?? [])
  for (const capability of needed) {
    const reason = lacks?.[capability]
    if (reason === undefined) continue
    const skipped = `${capability}, ${reason}`
    return { name: `${promise} [skipped: ${skipped}]`, skipped, run: () => Promise.resolve() }
  }
  return {
    name: promise,
    run: async () => {
      const subject = await naming(promise, 'no subject could be made', factory)
      const close = () => naming(promise, 'the subject cannot be closed', () => subject.close?.())
      try {
        await naming(promise, 'an error that the promise does not allow', () => run(subject))
      } catch (error) {
        // The broken promise is what matters.
        await close().catch(() => undefined)
        throw error
      }
      await close()
    },
  }
}

/**
 * What a subject offers for a capability.
 * @param member - The name of what is missing where it does not.
 */
export function offered<T>(value: T | undefined, capability: string, member: string): T {
  if (value !== undefined) return value
  fails(
    `the subject has no \`${member}\`: let the factory offer one, or declare \`lacks: { '${capability}': 'why' }\``,
  )
}

/** Every error of the work becomes one that names the promise. */
async function naming<T>(promise: string, otherwise: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const facts = error instanceof UnmetExpectation ? error.message : `${otherwise}: ${shownError(error)}`
    throw new ContractError(promise, facts, error)
  }
}
