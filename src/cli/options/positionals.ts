import { anyNumber, required } from '../command-line/positional.js'
import { text, wholeNumber } from '../command-line/readers.js'

/** The project that a command is about. */
export const PROJECT = required({ placeholder: 'PROJECT', summary: 'the id of a project' }, text)

/** Scenes by their number; none where the command is about all of them. */
export const SCENES = anyNumber(
  { placeholder: 'SCENE', summary: 'the number of a scene, its sequence' },
  wholeNumber(1),
)
