import { value } from '../command-line/option.js'
import { text } from '../command-line/readers.js'
import { UsageError } from '../command-line/usage-error.js'
import { SCENES } from '../options/positionals.js'
import { sceneCommand } from './scene-command.js'

const KEY = value({
  name: 'key',
  placeholder: 'KEY',
  reader: text,
  summary: 'the object to adopt; without it the one whose making is beyond doubt',
})

/** Records finished clips that nobody recorded. */
export const adopt = sceneCommand({
  name: 'adopt',
  summary: 'record finished clips that nobody recorded; nothing is paid',
  description: [
    'Looks into the bucket for a finished clip of the scene, from a worker that died before it could record it. With --key that very object is adopted, also where nothing proves how it came about, and whoever is generating the scene is shut out.',
  ],
  done: 'given a clip',
  options: [KEY],
  examples: [
    {
      line: 'adopt PROJECT 5 --table MVProjects --bucket badapple-media',
      effect: 'whether there is something to adopt',
    },
  ],
  check: (input) => {
    if (input.option(KEY) !== undefined && input.positional(SCENES).length > 1) {
      throw new UsageError('--key is the clip of one scene; name one scene')
    }
  },
  checkSource: (source) => {
    if (source.objects === 'unknown') {
      throw new UsageError(
        'adopt looks at objects: name the bucket with --bucket, or an export that lists its objects',
      )
    }
  },
  act: (scenes, { projectId, scene, reason }, input) => {
    const key = input.option(KEY)
    return scenes.adopt(projectId, scene.sequence, { ...reason, ...(key !== undefined && { key }) })
  },
})
