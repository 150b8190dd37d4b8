import type { WrongSceneStore } from './wrong-scene-store.js'
import { replacing, withParts } from './wrong-scene-store.js'

/** A store that does something to every value that it shows. */
function spelling(partOf: (part: unknown, name: string) => unknown): WrongSceneStore['open'] {
  return replacing((memory) => ({
    loadProject: async (projectId) => withParts(await memory.loadProject(projectId), partOf),
    loadScene: async (projectId, sequence) => withParts(await memory.loadScene(projectId, sequence), partOf),
  }))
}

/** Stores that change a little what they were given. */
export const WRONG_VALUES: readonly WrongSceneStore[] = [
  {
    it: 'cuts microseconds',
    breaks: ['commit and load: times to the microsecond come back unchanged, inserted or updated'],
    open: spelling((part) => (typeof part === 'string' ? part.replace(/(\.\d{3})\d{3}Z$/, '$1000Z') : part)),
  },
  {
    it: 'makes an empty text an absent field',
    breaks: [
      'commit and load: texts, be they empty, long or in any script come back unchanged, inserted or updated',
    ],
    open: spelling((part) => (part === '' ? undefined : part)),
  },
  {
    it: 'normalizes texts',
    breaks: [
      'commit and load: texts, be they empty, long or in any script come back unchanged, inserted or updated',
    ],
    open: spelling((part) => (typeof part === 'string' ? part.normalize('NFC') : part)),
  },
  {
    it: 'rounds numbers',
    breaks: [
      'commit and load: numbers, be they 0, negative, large or fractions come back unchanged, inserted or updated',
    ],
    open: spelling((part) => (typeof part === 'number' ? Math.round(part * 100) / 100 : part)),
  },
  {
    it: 'takes false for absent',
    breaks: ['commit and load: flags, `false` among them come back unchanged, inserted or updated'],
    open: spelling((part) => (part === false ? undefined : part)),
  },
  {
    it: 'takes an empty list for absent',
    breaks: [
      'commit and load: an empty list of keys, which is not an absent one come back unchanged, inserted or updated',
    ],
    open: spelling((part, name) => (name === 'referenceImageKeys' && String(part) === '' ? undefined : part)),
  },
  {
    it: 'shows no URL in place of a key',
    breaks: [
      'commit and load: a URL that is stored in place of a key come back unchanged, inserted or updated',
    ],
    open: spelling((part) => (typeof part === 'string' && part.startsWith('https:') ? undefined : part)),
  },
]
