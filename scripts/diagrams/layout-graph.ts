import { eventKey, keyOf } from '../../src/core/items/keys.js'

const ID = '91cf'
/** Fonts differ in their width. */
const SPACE = '&#160;'.repeat(5)

/** The items of a project, in the order of their sort keys, and the one query that loads all but the events. */
export function tableLayout(): string {
  const place = { projectId: ID, sequence: 7 }
  const rows = [
    { key: eventKey(ID, '01JD3.1'), holds: 'one event of each commit', loaded: false },
    { key: keyOf({ ...place, kind: 'intent' }), holds: 'a change of order under way', loaded: true },
    { key: keyOf({ ...place, kind: 'claim' }), holds: 'the claim of a scene', loaded: true },
    {
      key: keyOf({ ...place, kind: 'project' }),
      holds: 'the project: status, counters, ledger',
      loaded: true,
    },
    { key: keyOf({ ...place, kind: 'scene' }), holds: 'a scene: prompt, clips, status', loaded: true },
    { key: keyOf({ ...place, kind: 'sequence-mark' }), holds: 'the highest number ever used', loaded: true },
  ].sort((one, other) => (one.key.SK < other.key.SK ? -1 : 1))
  const cells = rows.map(
    ({ key, holds, loaded }) =>
      `<tr><td align="left">${key.SK}${SPACE}</td><td align="left">${holds}${SPACE}</td><td>${loaded ? 'one query' : ''}${SPACE}</td></tr>`,
  )
  const head = `<tr><td align="left" colspan="3"><b>PK = ${rows[0]?.key.PK ?? ''}</b></td></tr>`
  return `items [shape=plain, label=<<table border="0" cellborder="1" cellspacing="0" cellpadding="6">${head}${cells.join('')}</table>>]`
}
