import { parse, View } from 'vega'
import { compile } from 'vega-lite'
import type { Curve } from './growth.js'

/** As a picture of its own, it goes by the reader's system; within a page, by the colour of its text. */
const COLOURS = `<style>:root{color:#1f2328;background:transparent}@media (prefers-color-scheme:dark){:root{color:#e6edf3}}</style>`

/** Curves over the size of a project, both axes logarithmic: what is flat costs the same in every project. SVG. */
export async function growthChart(title: string, curves: readonly Curve[]): Promise<string> {
  const values = curves.flatMap(({ name, points }) =>
    points.map(({ size, ratio }) => ({ name, size, ratio: ratio.median, low: ratio.low, high: ratio.high })),
  )
  const sizes = [...new Set(values.map(({ size }) => size))]
  const x = {
    field: 'size',
    type: 'quantitative' as const,
    scale: { type: 'log' as const, domain: [sizes[0] ?? 1, sizes.at(-1) ?? 1] },
    axis: { values: sizes, format: ',d', title: 'scenes of the project' },
  }
  const y = {
    type: 'quantitative',
    scale: { type: 'log' },
    title: 'time, as a multiple of the smallest',
  } as const
  const style = { field: 'name', type: 'nominal', title: null } as const
  const { spec } = compile({
    width: 440,
    height: 260,
    background: 'transparent',
    data: { values },
    layer: [
      {
        mark: { type: 'rule', opacity: 0.4 },
        encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
      },
      {
        mark: { type: 'line', point: true },
        encoding: { x, y: { ...y, field: 'ratio' }, strokeDash: style, shape: style },
      },
    ],
    config: {
      font: 'Helvetica, Arial, sans-serif',
      view: { stroke: null },
      line: { color: 'currentColor' },
      point: { color: 'currentColor' },
      rule: { color: 'currentColor' },
      axis: {
        ...{ labelColor: 'currentColor', titleColor: 'currentColor', titleFontWeight: 'normal' },
        ...{
          domainColor: 'currentColor',
          tickColor: 'currentColor',
          gridOpacity: 0.15,
          gridColor: 'currentColor',
        },
      },
      legend: {
        labelColor: 'currentColor',
        symbolStrokeColor: 'currentColor',
        symbolSize: 200,
        orient: 'right',
      },
    },
  })
  const svg = await new View(parse(spec), { renderer: 'none' }).toSVG()
  return `${svg.replace(' class="marks"', '').replace(/(<svg [^>]*>)/, `$1\n${COLOURS}\n<title>${title}</title>`)}\n`
}
