import type { PythonCopy } from '../../../src/testing/python-backend.js'
import { noAnswer } from '../../../src/testing/faults/store-faults.js'
import type { SimulatedProcess } from '../../../src/testing/simulation/simulated-process.js'

/** What the Python backend asks the table for, when it gets to it. */
export function byPython<T>(process: SimulatedProcess, what: string, request: () => T): Promise<T> {
  return process.request({
    what,
    about: '',
    ways: ['arrives'],
    arrive: () => Promise.resolve(request()),
    unanswered: noAnswer,
  })
}

/** Reads an item, and saves it as it was. */
export async function staleSaveBy(process: SimulatedProcess, read: () => PythonCopy): Promise<void> {
  const copy = await byPython(process, 'load item', read)
  await byPython(process, 'save item', () => {
    copy.save()
  })
}
