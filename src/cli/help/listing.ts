import type { Paint } from '../terminal/paint.js'
import { wrap } from '../text/fit-text.js'

/** Names, each with its meaning beside it. */
export function listing(
  entries: readonly (readonly [name: string, meaning: string])[],
  { paint, width, nameWidth }: { readonly paint: Paint; readonly width: number; readonly nameWidth: number },
): string[] {
  return entries.flatMap(([name, meaning]) => {
    const lines = wrap(meaning, width - nameWidth - 4)
    const isLong = name.length > nameWidth
    const first = isLong ? [`  ${paint('cyan', name)}`] : []
    return [
      ...first,
      ...lines.map((line, at) =>
        at === 0 && !isLong
          ? `  ${paint('cyan', name)}${' '.repeat(nameWidth - name.length)}  ${line}`
          : `  ${' '.repeat(nameWidth)}  ${line}`,
      ),
    ]
  })
}
