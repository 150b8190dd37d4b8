import {
  PROJECT_STATUSES,
  PROJECT_TRANSITIONS,
  SCENE_STATUSES,
  SCENE_TRANSITIONS,
} from '@badapple/scenes/core'
import { markdownTable } from './markdown-table.js'

/** The document of all statuses and the moves between them, as the transition tables have them. */
export function statesDocument(): string {
  return `---
title: States
---

# States

Generated from the tables in \`src/core/rules/transitions.ts\` by \`npm run generate\`.

Status is metadata about what happened. Whether a scene is generated is decided by its clips and its claim, not by these.

## Scene

![The statuses of a scene, and which commands move it](diagrams/scene-states.svg)

${sceneMoves()}

A scene that has a video stays \`completed\` while it is generated again: claiming moves it to \`processing\` only without one.

## Project

![The statuses of a project, and the moves between them](diagrams/project-states.svg)

${projectMoves()}

\`queued\` occurs on old projects and is never entered.
`
}

function sceneMoves(): string {
  const rows = SCENE_STATUSES.map((from) => [
    `\`${from}\``,
    ...SCENE_STATUSES.map((to) => SCENE_TRANSITIONS[from][to].join(', ')),
  ])
  return markdownTable(['from, to', ...SCENE_STATUSES.map((to) => `\`${to}\``)], rows)
}

function projectMoves(): string {
  const rows = PROJECT_STATUSES.map((from) => [
    `\`${from}\``,
    PROJECT_TRANSITIONS[from].map((to) => `\`${to}\``).join(', '),
  ])
  return markdownTable(['from', 'to'], rows)
}
