import type { Programs as Bundled } from '../processes.js'
import { bundlePrograms } from '../processes.js'
import type { Assignment } from './assignment.js'

/** The programs that processes run. */
export type Program = 'generating-process' | 'editing-process' | 'python-process'

/** The programs of a campaign. */
export type Programs = Bundled<Program, Assignment>

/** Bundles the programs. */
export function buildPrograms(): Promise<Programs> {
  return bundlePrograms(new URL('.', import.meta.url), [
    'generating-process',
    'editing-process',
    'python-process',
  ])
}
