import type { Project } from '../../index.js'
import { fit } from '../text/fit-text.js'
import { shortId } from '../text/short-id.js'
import { WIDTH } from '../terminal/terminal.js'

/** A line that says which project comes next. */
export function projectTitle({ projectId, conceptPrompt }: Project): string {
  return fit(`${shortId(projectId)}  ${conceptPrompt}`, WIDTH)
}
