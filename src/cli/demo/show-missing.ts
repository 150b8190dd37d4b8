import { explain } from '../../index.js'
import type { Scene } from '../../index.js'
import { wrap } from '../text/fit-text.js'
import { shortId } from '../text/short-id.js'
import { scenesWithoutVideo } from './snapshot.js'
import type { ProjectState } from './snapshot.js'
import { WIDTH } from '../terminal/terminal.js'

/** What is still without a video, and why. */
export function showMissing(states: readonly ProjectState[]): string[] {
  const missing = states.flatMap(scenesWithoutVideo)
  return missing.length === 0 ? ['  Nothing: every scene has a video.'] : missing.flatMap(line)
}

function line(scene: Scene): string[] {
  const head = `  ${shortId(scene.projectId)}  ${`scene ${scene.sequence}`.padEnd(10)}  `
  return wrap(whyMissing(scene), WIDTH - head.length).map(
    (part, index) => (index === 0 ? head : ' '.repeat(head.length)) + part,
  )
}

function whyMissing(scene: Scene): string {
  if (scene.status === 'failed') return `failed: ${scene.errorMessage ?? 'no reason was recorded'}`
  return explain(scene)
}
