import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PageEvent } from 'typedoc'

const DIAGRAM = /<img src="[^"]*\/([\w-]+\.svg)" alt="([^"]*)"\s*\/?>/g

/**
 * Puts the diagrams of `docs/diagrams` into the pages themselves, where they have the colour of the text around them, and
 * lets the keyboard scroll tables that are wider than the page.
 * @param {import('typedoc').Application} app
 */
export function load(app) {
  app.renderer.on(PageEvent.END, (page) => {
    page.contents = page.contents
      ?.replaceAll('<table>', '<table tabindex="0">')
      .replace(DIAGRAM, (_, /** @type {string} */ file, /** @type {string} */ alt) => inline(file, alt))
  })
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
