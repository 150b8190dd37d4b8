import type { Command } from '../command.js'
import { flag, value } from '../command-line/option.js'
import { text, wholeNumber } from '../command-line/readers.js'
import { EXIT_CODES } from '../exit-code.js'
import { commandLine } from '../help/usage.js'
import { writeWholeFile } from '../source/write-file.js'

const SEED = value({
  name: 'seed',
  placeholder: 'NUMBER',
  reader: wholeNumber(0, 2 ** 32 - 1),
  summary: 'repeat a run: the same seed gives the same run',
})

const FAST = flag({ name: 'fast', summary: 'do not wait for simulated time; one line per event' })

const SAVE = value({
  name: 'save',
  placeholder: 'FILE',
  reader: text,
  summary: 'write its table as an export instead, to try the other commands on',
})

const SEEDS = 10_000

/** Shows the idea, in memory. */
export const demo: Command = {
  name: 'demo',
  group: 'learn',
  summary: 'see it work, in memory: no AWS, nothing paid',
  description: [
    'Loads an export of a table with nearly everything wrong that can go wrong, audits and repairs it, generates the missing videos with a simulated provider and a worker that dies, and shows the state before and after. Some twenty seconds on a terminal; elsewhere nothing waits, and the same seed prints the same bytes.',
  ],
  positionals: [],
  options: [SEED, FAST, SAVE],
  examples: [
    { line: 'demo', effect: 'the story, with progress drawn in place' },
    { line: 'demo --save try.json', effect: 'a file for projects --file try.json, and the rest' },
  ],
  run: async (input, { terminal, signal }) => {
    const path = input.option(SAVE)
    if (path !== undefined) {
      const { EXPORT_TEXT } = await import('../demo/legacy-table.js')
      await writeWholeFile(path, (append) => append(EXPORT_TEXT))
      terminal.note(`${path} is written; try ${commandLine('projects', '--file', path)}`)
      return EXIT_CODES.clean
    }
    const { runDemo } = await import('../demo/demo.js')
    const seed = input.option(SEED) ?? Math.floor(Math.random() * SEEDS)
    await Promise.race([runDemo(terminal, { seed, fast: input.option(FAST), signal }), whenAborted(signal)])
    return EXIT_CODES.clean
  },
}

/** Ends what waits beside it as soon as the signal is aborted: the workers of the demo know of no signal. */
function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'))
    }
    signal.addEventListener('abort', end, { once: true })
  })
}
