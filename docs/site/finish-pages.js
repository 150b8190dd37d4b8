import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IndexEvent, PageEvent } from 'typedoc'

/** How much a word in a heading of a document counts in a search, beside one in its text. */
const HEADING_WEIGHT = 40

const DIAGRAM = /<img src="[^"]*\/([\w-]+\.svg)" alt="([^"]*)"\s*\/?>/g

/**
 * Puts the diagrams of `docs/diagrams` into the pages themselves, where they have the colour of the text around them, and
 * lets the keyboard scroll tables that are wider than the page. A search finds documents by their headings first: these are
 * what people ask.
 * @param {import('typedoc').Application} app
 */
export function load(app) {
  app.renderer.on(IndexEvent.PREPARE_INDEX, (event) => {
    event.searchFieldWeights['heading'] = HEADING_WEIGHT
    event.searchResults.forEach((reflection, at) => {
      if (reflection.isDocument()) event.searchFields[at] = { heading: headingsOf(reflection) }
    })
  })
  app.renderer.on(PageEvent.END, (page) => {
    page.contents = page.contents
      ?.replaceAll('<table>', '<table tabindex="0">')
      .replace(DIAGRAM, (_, /** @type {string} */ file, /** @type {string} */ alt) => inline(file, alt))
  })
}

/** @param {import('typedoc').DocumentReflection} document */
function headingsOf({ content }) {
  const text = content.map((part) => part.text).join('')
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading).join('\n')
}

/**
 * @param {string} file
 * @param {string} alt
 */
function inline(file, alt) {
  const svg = readFileSync(join(import.meta.dirname, '..', 'diagrams', file), 'utf8')
  return svg
    .replace(/<style>.*?<\/style>\n/s, '')
    .replace(/<title>.*?<\/title>/, `<title>${alt}</title>`)
    .replace('<svg ', '<svg class="diagram" ')
}
