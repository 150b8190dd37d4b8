import { projectStateDiagram, sceneStateDiagram } from '@badapple/scenes/core'

/** The document with the state diagrams, as generated from the transition tables. */
export function statesDocument(): string {
  return `---
title: States
---

# States

Generated from the tables in \`src/core/rules/transitions.ts\` by \`npm run generate\`.

Status is metadata about what happened. Whether a scene is generated is decided by its clips and its claim, not by these.

## Scene

\`\`\`mermaid
${sceneStateDiagram()}
\`\`\`

A scene that has a video stays \`completed\` while it is generated again: claiming moves it to \`processing\` only without one.

## Project

\`\`\`mermaid
${projectStateDiagram()}
\`\`\`

\`queued\` occurs on old projects and is never entered.
`
}
