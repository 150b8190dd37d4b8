import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin'

/**
 * A piece of syntax, as far as texts are concerned.
 * @typedef {{ readonly type: string, readonly value?: unknown, readonly quasis?: readonly Quasi[] }} Syntax
 * @typedef {{ readonly value: { readonly raw: string } }} Quasi
 */

/** Two words in a row: no status, code, key, attribute or format of this library has a space between letters. */
const WORDS = /[a-z]\W? [a-z]/i

/**
 * Leaves out texts for people, and what they are put together from. Tests pin which thing, value and remedy a message
 * names, not its wording.
 */
const prose = {
  /** @param {{ readonly node: Syntax }} path */
  shouldIgnore({ node }) {
    return textsOf(node).some((text) => WORDS.test(text)) ? 'a text for people' : undefined
  },
}

/** @param {Syntax} node */
function textsOf({ type, value, quasis = [] }) {
  if (type === 'StringLiteral') return [String(value)]
  return type === 'TemplateLiteral' ? quasis.map((quasi) => quasi.value.raw) : []
}

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'prose', prose)]
