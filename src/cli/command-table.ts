import type { Command } from './command.js'
import { adopt } from './commands/adopt.js'
import { audit } from './commands/audit.js'
import { demo } from './commands/demo.js'
import { explain } from './commands/explain.js'
import { exportCommand } from './commands/export.js'
import { history } from './commands/history.js'
import { importCommand } from './commands/import.js'
import { projects } from './commands/projects.js'
import { recount } from './commands/recount.js'
import { reject } from './commands/reject.js'
import { release } from './commands/release.js'
import { repair } from './commands/repair.js'
import { replay } from './commands/replay.js'
import { reset } from './commands/reset.js'
import { retry } from './commands/retry.js'
import { show } from './commands/show.js'
import { sweep } from './commands/sweep.js'
import { table } from './commands/table.js'
import { flag } from './command-line/option.js'

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  projects,
  show,
  explain,
  audit,
  history,
  replay,
  repair,
  recount,
  retry,
  release,
  adopt,
  reset,
  reject,
  sweep,
  table,
  exportCommand,
  importCommand,
  demo,
]

/** Shows where an error comes from. */
export const DEBUG = flag({ name: 'debug', summary: 'with an error, show where in the code it arose' })

/** Options that every command takes. */
export const EVERYWHERE = [
  flag({ name: 'help', short: 'h', summary: 'show this text' }),
  flag({ name: 'version', short: 'V', summary: 'show the version' }),
  DEBUG,
] as const
