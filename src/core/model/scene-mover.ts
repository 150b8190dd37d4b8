/** The commands that move a scene from one status to another. */
export const SCENE_MOVERS = [
  'claim',
  'complete',
  'fail',
  'release',
  'upload',
  'adopt',
  'restore',
  'reset',
  'reject',
  'retry',
  'repair',
] as const

/** A command that moves a scene. */
export type SceneMover = (typeof SCENE_MOVERS)[number]
