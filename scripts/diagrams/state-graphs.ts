import { PROJECT_TRANSITIONS, SCENE_TRANSITIONS } from '@badapple/scenes/core'
import { quoted } from './draw.js'

/** Movers to a line of a label. */
const TO_A_LINE = 2

/** The statuses of a scene, and which commands move it from one to another. */
export function sceneStates(): string {
  const arrows = Object.entries(SCENE_TRANSITIONS).flatMap(([from, row]) =>
    Object.entries(row)
      .filter(([, movers]) => movers.length > 0)
      .map(([to, movers]) => `${from} -> ${to} [label=${quoted(inLines(movers))}]`),
  )
  return ['ranksep=1', 'start [shape=point, width=0.1]', 'start -> pending [label="add"]', ...arrows].join(
    '\n',
  )
}

/** The statuses of a project. */
export function projectStates(): string {
  const arrows = Object.entries(PROJECT_TRANSITIONS).flatMap(([from, targets]) =>
    targets.map((to) => `${from} -> ${to}`),
  )
  return ['start [shape=point, width=0.1]', 'start -> pending [label="create"]', ...arrows].join('\n')
}

function inLines(words: readonly string[]): string {
  const lines: string[] = []
  for (let at = 0; at < words.length; at += TO_A_LINE) lines.push(words.slice(at, at + TO_A_LINE).join(', '))
  return ` ${lines.join(',\\n ')} `
}
