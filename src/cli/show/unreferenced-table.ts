import type { UnreferencedObject } from '../../index.js'
import { projectPrefix } from '../../index.js'
import type { TableOptions } from '../terminal/table.js'
import { formatTable } from '../terminal/table.js'
import { lengthOfTime } from '../text/length-of-time.js'

/** Objects of a project that nothing refers to, by the end of their keys. */
export function unreferencedTable(
  objects: readonly UnreferencedObject[],
  options: Omit<TableOptions, 'isBare'>,
): string[] {
  return formatTable<UnreferencedObject>(
    [
      { heading: '', text: () => 'unreferenced', style: () => 'cyan' },
      { heading: 'bytes', align: 'right', text: ({ size }) => `${size.toLocaleString('en')} B` },
      { heading: 'age', align: 'right', text: ({ ageMs }) => lengthOfTime(ageMs) },
      {
        heading: 'object',
        rest: 'wrap',
        text: ({ key, projectId }) => key.replace(projectPrefix(projectId), '…/'),
      },
    ],
    objects,
    { ...options, isBare: true },
  )
}
