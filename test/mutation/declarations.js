import { expect } from 'vitest'

/**
 * What the tests of the core use of vitest, without its workers.
 * @typedef {{ readonly id: string, readonly name: string, readonly file: string, readonly run: () => unknown }} Test
 * @typedef {() => unknown} Body
 */

/** Where the declaration that is being read stands: its file, the names around it, and what follows each test. */
let place = { file: '', names: /** @type {readonly string[]} */ ([]), after: /** @type {Body[]} */ ([]) }
/** @type {Map<string, Test>} */
let tests = new Map()

export { expect }

/**
 * The tests that a script declares, file by file.
 * @param {(file: (name: string, load: Body) => void) => void} evaluate
 */
export function testsOf(evaluate) {
  tests = new Map()
  evaluate((file, load) => {
    place = { file, names: [], after: [] }
    try {
      load()
    } catch (error) {
      it('loads', () => {
        throw error
      })
    }
  })
  return [...tests.values()]
}

/** @param {string} name @param {Body} body */
export function describe(name, body) {
  const outer = place
  place = { ...outer, names: [...outer.names, name], after: [...outer.after] }
  body()
  place = outer
}

/** @param {string} title @param {Body} body */
export function it(title, body) {
  const { file, names, after } = place
  let name = [...names, title].join(' > ')
  // Rows of a table share their title.
  while (tests.has(`${file}#${name}`)) name = `${name}'`
  const id = `${file}#${name}`
  tests.set(id, {
    id,
    name,
    file,
    async run() {
      try {
        await body()
      } finally {
        for (const next of after) await next()
      }
    },
  })
}

/** @param {readonly unknown[]} table */
it.each = (table) => {
  const spread = table.every(Array.isArray)
  /** @param {string} title @param {(...row: unknown[]) => unknown} body */
  return (title, body) => {
    for (const row of table) it(title, () => (spread ? body(.../** @type {unknown[]} */ (row)) : body(row)))
  }
}

/** @param {Body} body */
export function afterEach(body) {
  place.after.push(body)
}

/** Modules that are imported while a test runs are copies anyway: see `bundle.js`. */
export const vi = { resetModules: () => undefined }
