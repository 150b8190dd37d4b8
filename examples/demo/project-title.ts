import type { Project } from '@badapple/scenes'
import { fit } from './fit-text.js'
import { shortId } from './short-id.js'
import { WIDTH } from './terminal.js'

/** A line that says which project comes next. */
export function projectTitle({ projectId, conceptPrompt }: Project): string {
  return fit(`${shortId(projectId)}  ${conceptPrompt}`, WIDTH)
}
