/** The last line of what was only tried. */
export const NOTHING_WRITTEN = 'Nothing was written. Add --apply to do it.'
