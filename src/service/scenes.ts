import type { ClaimMethods } from './methods/claim-methods.js'
import type { EventMethods } from './methods/event-methods.js'
import type { GenerationMethods } from './methods/generation-methods.js'
import type { OrderMethods } from './methods/order-methods.js'
import type { ProjectMethods } from './methods/project-methods.js'
import type { ReadingMethods } from './methods/reading-methods.js'
import type { RepairMethods } from './methods/repair-methods.js'
import type { SceneMethods } from './methods/scene-methods.js'
import type { SweepMethods } from './methods/sweep-methods.js'

/**
 * The service: every command loads, decides by pure rules, and commits atomically. Any number of workers, on any number
 * of machines, may call the same commands on the same project at the same time.
 *
 * All methods throw {@link SceneError}: `INVALID_INPUT` for arguments that are not what they must be,
 * `PROJECT_NOT_FOUND`, `SCENE_NOT_FOUND`, `REFUSED` where a rule says no, `CONTENDED` and `STORE_UNAVAILABLE` when the
 * time budget was used up. Nothing is changed then, except that `STORE_UNAVAILABLE` with `outcome: 'unknown'` may or
 * may not have taken effect: repeat the call with the `commandId` in its details.
 */
export interface Scenes
  extends
    ProjectMethods,
    OrderMethods,
    SceneMethods,
    ClaimMethods,
    GenerationMethods,
    ReadingMethods,
    EventMethods,
    RepairMethods,
    SweepMethods {
  /** An id for `CommandOptions.commandId`. */
  newCommandId(): string
}
