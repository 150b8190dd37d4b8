import { printJsonLine } from '../terminal/json.js'
import type { Terminal } from '../terminal/terminal.js'
import type { SweepReport } from './sweep-report.js'

/** A document per line, each with its type. */
export function jsonReport(terminal: Terminal): SweepReport {
  return {
    listeners: {
      onFinding: (finding) => {
        printJsonLine(terminal, { type: 'finding', ...finding })
      },
      onUnreferenced: (object) => {
        printJsonLine(terminal, { type: 'unreferenced', ...object })
      },
      onProgress: ({ project, done, cursor }) => {
        printJsonLine(terminal, { type: 'project', ...project, done, cursor })
      },
    },
    finish: (summary, outcome) => {
      printJsonLine(terminal, { type: 'summary', ...summary, ...outcome })
    },
  }
}
