import { instance } from '@viz-js/viz'

const STYLE = `graph [bgcolor="transparent", nodesep=0.35, ranksep=0.55, pad=0.1]
node [shape=box, style=rounded, fontname="Helvetica", fontsize=12, margin="0.24,0.08", height=0.35]
edge [fontname="Helvetica", fontsize=10, arrowsize=0.7]`

/** As a picture of its own, it goes by the reader's system; within a page, by the colour of its text. */
const COLOURS = `<style>:root{color:#1f2328;background:transparent}@media (prefers-color-scheme:dark){:root{color:#e6edf3}}</style>`

const viz = await instance()

/**
 * Draws a graph in the DOT language.
 * @param title - What the picture shows, for those who do not see it.
 * @returns SVG in one colour, that of the text around it.
 */
export function draw(title: string, graph: string): string {
  const svg = viz.renderString(`digraph {\n${STYLE}\n${graph}\n}`, { format: 'svg', engine: 'dot' })
  const body = svg
    .slice(svg.indexOf('<g id="graph0"'))
    .replace(/<!--.*?-->\n?/gs, '')
    .replace(/<title>.*?<\/title>\n?/gs, '')
    .replace(/ id="[^"]*"/g, '')
    .replaceAll('stroke="black"', 'stroke="currentColor"')
    .replaceAll('fill="black"', 'fill="currentColor"')
    .replaceAll('<text ', '<text fill="currentColor" ')
    .replaceAll('font-family="Helvetica"', 'font-family="Helvetica,Arial,sans-serif"')
  const [, width = '0', height = '0'] = /viewBox="[\d.]+ [\d.]+ ([\d.]+) ([\d.]+)"/.exec(svg) ?? []
  const size = `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" ${size}>\n${COLOURS}\n<title>${title}</title>\n${body}`
}

/** A text in quotes, as DOT wants it. */
export function quoted(text: string): string {
  return `"${text.replaceAll('"', '\\"')}"`
}
