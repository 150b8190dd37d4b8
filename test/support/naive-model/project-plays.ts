import fc from 'fast-check'
import * as audit from './naive-audit.js'
import * as naive from './naive-projects.js'
import { anyProject, clipOf, maybe, picks, places, projectIds, refAt, sourceAt, sources } from './choices.js'
import type { PlayMaker } from './play.js'

const STATUSES = ['pending', 'generating_scenes', 'processing', 'composing', 'completed', 'failed'] as const
const statuses = fc.constantFrom(...STATUSES)

/** The commands about a project, its scenes and their order, and the workflows. */
export function projectPlays(play: PlayMaker) {
  const starting = play('startComposition', anyProject, (world, { projectId }) => ({
    expected: () => naive.startComposition(world, projectId),
    call: (scenes, options) => scenes.startComposition(projectId, options),
  }))
  const finishing = play(
    'finishComposition',
    fc.record({ projectId: projectIds, source: sources, pick: picks }),
    (world, at, id) => {
      const source = sourceAt(world, at.source, at.pick)
      return {
        expected: () => naive.finishComposition(world, at.projectId, { source, id }),
        call: (scenes, options) => scenes.finishComposition(at.projectId, clipOf(source), options),
      }
    },
  )
  return [
    play('createProject', anyProject, (world, { projectId }) => ({
      expected: () => naive.createProject(world, projectId, 'x'),
      call: (scenes, options) => scenes.createProject({ projectId, conceptPrompt: 'x' }, options),
    })),
    play(
      'editProject',
      fc.record({ projectId: projectIds, concept: fc.constantFrom('x', 'y') }),
      (world, at) => ({
        expected: () => naive.editProject(world, at.projectId, at.concept),
        call: (scenes, options) => scenes.editProject(at.projectId, { conceptPrompt: at.concept }, options),
      }),
    ),
    play(
      'addScenes',
      fc.record({ projectId: projectIds, count: fc.integer({ min: 1, max: 2 }) }),
      (world, at) => {
        const added = Array.from({ length: at.count }, () => ({ prompt: 'shot', seconds: 8 }))
        const given = added.map(({ prompt, seconds }) => ({ prompt, durationSeconds: seconds }))
        return {
          expected: () => naive.addScenes(world, at.projectId, added),
          call: (scenes, options) => scenes.addScenes(at.projectId, given, options),
        }
      },
    ),
    play('removeScene', fc.record({ place: places }), (world, { place }) => {
      const { projectId, sequence } = refAt(world, place)
      return {
        expected: () => naive.removeScene(world, projectId, sequence),
        call: (scenes, options) => scenes.removeScene(projectId, sequence, options),
      }
    }),
    play(
      'reorderScenes',
      fc.record({ projectId: projectIds, swaps: fc.array(picks, { maxLength: 3 }), broken: maybe(picks) }),
      (world, { projectId, swaps, broken }) => {
        const order = world.projects.get(projectId)?.scenes.map(({ sequence }) => sequence) ?? []
        for (const swap of swaps) order.push(...order.splice(swap % Math.max(1, order.length), 1))
        if (broken !== undefined || order.length === 0) order.push(1 + ((broken ?? 0) % 5))
        return {
          expected: () => naive.reorderScenes(world, projectId, order),
          call: (scenes, options) => scenes.reorderScenes(projectId, order, options),
        }
      },
    ),
    play('startSceneGeneration', anyProject, (world, { projectId }) => ({
      expected: () => naive.startSceneGeneration(world, projectId),
      call: (scenes, options) => scenes.startSceneGeneration(projectId, options),
    })),
    play('finishSceneGeneration', anyProject, (world, { projectId }) => ({
      expected: () => naive.finishSceneGeneration(world, projectId),
      call: (scenes, options) => scenes.finishSceneGeneration(projectId, options),
    })),
    play('failSceneGeneration', anyProject, (world, { projectId }) => ({
      expected: () => naive.failWorkflow(world, projectId, 'generating_scenes'),
      call: (scenes, options) => scenes.failSceneGeneration(projectId, 'no luck', options),
    })),
    play('startVideoGeneration', anyProject, (world, { projectId }) => ({
      expected: () => naive.startVideoGeneration(world, projectId),
      call: (scenes, options) => scenes.startVideoGeneration(projectId, options),
    })),
    starting,
    starting,
    finishing,
    finishing,
    finishing,
    play('failComposition', anyProject, (world, { projectId }) => ({
      expected: () => naive.failWorkflow(world, projectId, 'composing'),
      call: (scenes, options) => scenes.failComposition(projectId, 'no luck', options),
    })),
    play(
      'setProjectStatus',
      fc.record({ projectId: projectIds, status: statuses, expected: maybe(statuses) }),
      (world, { projectId, status, expected }) => ({
        expected: () => naive.setProjectStatus(world, projectId, { status, expected }),
        call: (scenes, options) =>
          scenes.setProjectStatus(projectId, {
            ...options,
            status,
            ...(expected !== undefined && { expected }),
          }),
      }),
    ),
    play('recount', anyProject, (world, { projectId }) => ({
      expected: () => audit.recount(world, projectId),
      call: (scenes, options) => scenes.recount(projectId, options),
    })),
    play('repair', anyProject, (world, { projectId }) => ({
      expected: () => audit.repair(world, projectId),
      call: (scenes) => scenes.repair(projectId),
      repeats: false,
    })),
  ]
}
