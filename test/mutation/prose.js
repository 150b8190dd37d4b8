import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin'

/** Two words in a row: no status, code, key, attribute or format has a space between letters. */
const WORDS = /[a-z]\W? [a-z]/i

/**
 * Leaves out texts for people. Tests pin which thing, value and remedy a message names, not its wording; what a text is
 * made of (plurals, parts that may be missing) goes with it.
 */
export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'prose', {
    shouldIgnore({ node }) {
      return textsOf(node).some((text) => WORDS.test(text)) ? 'a text for people' : undefined
    },
  }),
]

function textsOf(node) {
  if (node.type === 'StringLiteral') return [node.value]
  return node.type === 'TemplateLiteral' ? node.quasis.map(({ value }) => value.raw) : []
}
