/** The tables of the design, written out a second time: for every move of a scene, the commands that make it. */
export const SCENE_MOVES: Readonly<Record<string, string>> = {
  'pending > processing': 'claim',
  'pending > completed': 'complete upload adopt restore repair',
  'pending > failed': 'fail',
  'processing > processing': 'claim',
  'processing > completed': 'complete upload adopt restore repair',
  'processing > failed': 'fail repair',
  'processing > pending': 'release reset repair',
  'failed > pending': 'retry reset',
  'failed > processing': 'claim',
  'failed > completed': 'complete upload adopt restore repair',
  'completed > completed': 'complete upload adopt restore',
  'completed > processing': 'claim',
  'completed > pending': 'reset repair',
  'completed > failed': 'reject',
}

export const SCENE_STATUS_NAMES = ['pending', 'processing', 'completed', 'failed'] as const

export const MOVER_NAMES = [
  ...(['claim', 'complete', 'fail', 'release', 'upload', 'adopt'] as const),
  ...(['restore', 'reset', 'reject', 'retry', 'repair'] as const),
]

/** For every project status, where it may go. */
export const PROJECT_MOVES: Readonly<Record<string, string>> = {
  pending: 'generating_scenes processing failed',
  queued: 'generating_scenes processing failed',
  generating_scenes: 'pending failed',
  processing: 'completed failed composing pending',
  composing: 'completed failed',
  completed: 'processing composing',
  failed: 'pending generating_scenes processing composing',
}

export const PROJECT_STATUS_NAMES = [
  ...(['pending', 'queued', 'generating_scenes', 'processing'] as const),
  ...(['composing', 'completed', 'failed'] as const),
]
