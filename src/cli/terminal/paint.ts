import { styleText } from 'node:util'

/** The styles that are used. */
export type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'red' | 'cyan'

/** Text in a style, or as it is where there are no colours. */
export type Paint = (style: Style, text: string) => string

/** Text in colours. */
export const inColours: Paint = (style, text) => styleText(style, text, { validateStream: false })

/** Text as it is. */
export const plain: Paint = (_style, text) => text
