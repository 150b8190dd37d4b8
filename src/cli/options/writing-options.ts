import { flag, value } from '../command-line/option.js'
import { price, text } from '../command-line/readers.js'

/** Without it nothing is written. */
export const APPLY = flag({ name: 'apply', summary: 'do it; without this only what would be done is shown' })

/** Who acts, for the history. */
export const ACTOR = value({
  name: 'actor',
  placeholder: 'NAME',
  reader: text,
  variable: 'BADAPPLE_SCENES_ACTOR',
  summary: 'who does it, for the history; without it cli: and the name of the user',
})

/** Why, for the history. */
export const REASON = value({
  name: 'reason',
  placeholder: 'TEXT',
  reader: text,
  summary: 'why, in words, for the history',
})

/** What generating again costs. */
export const PRICE_PER_SECOND = value({
  name: 'price-per-second',
  placeholder: 'DOLLARS',
  reader: price,
  variable: 'BADAPPLE_SCENES_PRICE_PER_SECOND',
  summary: 'what a second of video costs, to show what generating again will',
})

/** Past the safety stop. */
export const FORCE = flag({
  name: 'force',
  summary: 'take videos away even where so many are gone that a wrong bucket is more likely',
})
