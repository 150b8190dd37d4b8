import type { Choice } from './choice.js'
import type { State } from './state.js'

/** A state that was found, and how. */
export interface Node {
  readonly state: State
  /** Steps from the beginning. */
  readonly depth: number
  readonly from?: { readonly node: Node; readonly choice: Choice }
}

/** The choices that lead to a state from the beginning. */
export function choicesTo(node: Node): readonly Choice[] {
  return nodesTo(node).flatMap(({ from }) => from?.choice ?? [])
}

/** How it came to a state, and to one choice more. */
export function inWords(node: Node, last?: Choice): readonly string[] {
  return nodesTo({ ...node, ...(last !== undefined && { from: { node, choice: last } }) })
    .flatMap(({ from }) => from ?? [])
    .map((from) => words(from.node.state, from.choice))
}

function nodesTo(node: Node): readonly Node[] {
  const nodes: Node[] = []
  for (let at: Node | undefined = node; at !== undefined; at = at.from?.node) nodes.push(at)
  return nodes.reverse()
}

function words({ pasts, nowMs }: State, choice: Choice): string {
  switch (choice.kind) {
    case 'passes':
      return `${choice.untilMs - nowMs} ms pass`
    case 'arrives-late':
      return 'network: a request that got no answer takes effect'
    case 'goes-on': {
      const wait = pasts[choice.process]?.waits[choice.at]
      return `${wait?.by ?? ''}: ${wait?.what ?? ''} ${wait?.about ?? ''}: ${choice.way}`
    }
  }
}
