import { describe, expect, it } from 'vitest'
import { projectStateDiagram, sceneStateDiagram } from '../../../src/core/rules/state-diagram.js'
import { PROJECT_MOVES, SCENE_MOVES } from '../support/transition-tables.js'

/** The arrows of a diagram, with the words of each label sorted. */
function arrowsOf(diagram: string): string[] {
  const [first, ...lines] = diagram.split('\n')
  expect(first).toBe('stateDiagram-v2')
  return lines
    .map((line) => {
      const [, from, to, label = ''] = /^ {2}(\S+) --> (\w+)(?:: (.+))?$/.exec(line) ?? [line, line]
      return `${from} > ${to} ${label.split(', ').sort().join(' ')}`.trim()
    })
    .sort()
}

describe('state diagrams', () => {
  it('of scenes show exactly the moves of the table', () => {
    const moves = Object.entries(SCENE_MOVES).map(([move, by]) => `${move} ${by.split(' ').sort().join(' ')}`)
    expect(arrowsOf(sceneStateDiagram())).toEqual(['[*] > pending add', ...moves].sort())
  })

  it('of projects show exactly the moves of the table', () => {
    const moves = Object.entries(PROJECT_MOVES).flatMap(([from, targets]) =>
      targets.split(' ').map((to) => `${from} > ${to}`),
    )
    expect(arrowsOf(projectStateDiagram())).toEqual(['[*] > pending create', ...moves].sort())
  })
})
