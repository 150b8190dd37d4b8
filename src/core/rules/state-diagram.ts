import { PROJECT_TRANSITIONS, SCENE_TRANSITIONS } from './transitions.js'

/** The scene transitions as the text of a Mermaid state diagram. */
export function sceneStateDiagram(): string {
  const arrows = Object.entries(SCENE_TRANSITIONS).flatMap(([from, row]) =>
    Object.entries(row)
      .filter(([, movers]) => movers.length > 0)
      .map(([to, movers]) => `${from} --> ${to}: ${movers.join(', ')}`),
  )
  return diagram(['[*] --> pending: add', ...arrows])
}

/** The project transitions as the text of a Mermaid state diagram. */
export function projectStateDiagram(): string {
  const arrows = Object.entries(PROJECT_TRANSITIONS).flatMap(([from, targets]) =>
    targets.map((to) => `${from} --> ${to}`),
  )
  return diagram(['[*] --> pending: create', ...arrows])
}

function diagram(lines: readonly string[]): string {
  return ['stateDiagram-v2', ...lines.map((line) => `  ${line}`)].join('\n')
}
