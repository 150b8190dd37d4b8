import { explain, hasVideo, roleOfKey } from '@badapple/scenes'
import type { Project, Scene } from '@badapple/scenes'
import { wrap } from './fit-text.js'
import { shortId } from './short-id.js'
import { counters } from './show-project.js'
import { scenesWithoutVideo } from './snapshot.js'
import type { ProjectState, SceneState } from './snapshot.js'
import { WIDTH } from './terminal.js'

/** What is still without a video, and why. */
export function showMissing(states: readonly ProjectState[]): string[] {
  const missing = states.flatMap((state) =>
    scenesWithoutVideo(state).map((scene) =>
      line(scene.projectId, `scene ${scene.sequence}`, whyMissing(scene)),
    ),
  )
  return missing.length === 0 ? ['  Nothing: every scene has a video.'] : missing.flat()
}

/** What is not as it should be, and is left as it is. */
export function showUntouched(states: readonly ProjectState[]): string[] {
  return states.flatMap((state) => {
    const { projectId } = state.project
    return [
      ...state.scenes.flatMap((scene) =>
        oddities(scene).flatMap((text) => line(projectId, `scene ${scene.scene.sequence}`, text)),
      ),
      ...projectOddities(state).flatMap((text) => line(projectId, 'project', text)),
    ]
  })
}

function whyMissing(scene: Scene): string {
  if (scene.status === 'failed') return `failed: ${scene.errorMessage ?? 'no reason was recorded'}`
  return explain(scene)
}

function oddities({ scene, object }: SceneState): string[] {
  const found: string[] = []
  const { original = '' } = scene.clips
  if (hasVideo(scene) && scene.status !== 'completed')
    found.push(`status ${scene.status}, but it has a video`)
  if (!hasVideo(scene) && scene.status === 'completed') found.push('status completed, but it has no video')
  if (object.kind === 'empty') found.push('the object behind its URL has no bytes')
  if (object.kind === 'missing') found.push('there is no object behind its URL')
  if (object.kind === 'not-a-key') found.push('a presigned URL is stored where a key belongs')
  const owner = roleOfKey(original)?.projectId
  if (owner !== undefined && owner !== scene.projectId)
    found.push(`its key belongs to project ${shortId(owner)}`)
  return found
}

function projectOddities({ project, scenes }: ProjectState): string[] {
  const found: string[] = []
  const counted = countsOf(project, scenes)
  if (counters(counted) !== counters(project)) {
    found.push(`counters as stored: ${counters(project)}; counted: ${counters(counted)}`)
  }
  const isWhole = scenes.length > 0 && scenes.every(({ scene }) => hasVideo(scene))
  if (isWhole && project.status !== 'completed' && project.status !== 'composing') {
    found.push(`status ${project.status}, but every scene has a video`)
  }
  return found
}

function countsOf(project: Project, scenes: readonly SceneState[]): Project {
  const count = (status: Scene['status']) => scenes.filter(({ scene }) => scene.status === status).length
  return {
    ...project,
    sceneCount: scenes.length,
    completedScenes: count('completed'),
    failedScenes: count('failed'),
  }
}

function line(projectId: string, subject: string, text: string): string[] {
  const head = `  ${shortId(projectId)}  ${subject.padEnd(10)}  `
  return wrap(text, WIDTH - head.length).map(
    (part, index) => (index === 0 ? head : ' '.repeat(head.length)) + part,
  )
}
