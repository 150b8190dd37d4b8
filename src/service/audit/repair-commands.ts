import type { CountedSnapshot } from '../../core/commands/recount.js'
import { decideRepairProject } from '../../core/commands/repair-project.js'
import type { RepairProjectInput } from '../../core/commands/repair-project.js'
import { decideRepairScene } from '../../core/commands/repair-scene.js'
import type { RepairSceneInput } from '../../core/commands/repair-scene.js'
import type { Project } from '../../core/model/project.js'
import type { Scene } from '../../core/model/scene.js'
import type { SceneCommand } from '../commands.js'
import type { Command } from '../execute.js'
import { loadScene } from '../load.js'
import { loadCounted } from '../recount-project.js'
import type { SceneRef } from '../scene-ref.js'

/** Makes a scene what it should be. */
export function repairScene(ref: SceneRef): SceneCommand<RepairSceneInput, Scene> {
  return {
    ...ref,
    eventType: 'scene-repaired',
    load: (store) => loadScene(store, ref),
    decide: decideRepairScene,
    recover: ({ scene }) => ({ ok: true, result: scene.value }),
  }
}

/** Makes a project's own record what it should be. */
export function repairProjectRecord(
  projectId: string,
): Command<CountedSnapshot, RepairProjectInput, Project> {
  return {
    projectId,
    eventType: 'project-repaired',
    load: (store) => loadCounted(store, projectId),
    decide: decideRepairProject,
    recover: ({ records }) => ({ ok: true, result: records.project.value }),
  }
}
