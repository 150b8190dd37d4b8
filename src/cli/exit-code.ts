/** What the process ends with; each is documented in the help. */
export const EXIT_CODES = {
  /** Done, and nothing is wrong. */
  clean: 0,
  /** Something was found that is not as it should be. */
  findings: 1,
  /** The command line is wrong; nothing was done. */
  usage: 2,
  /** It could not be done, or not all of it. */
  failure: 3,
} as const

/** What a command ends with. */
export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES]

/** What each exit code means, for the help; signals end with 128 and their number. */
export const EXIT_CODE_MEANINGS: readonly (readonly [code: number, meaning: string])[] = [
  [EXIT_CODES.clean, 'done, and nothing is wrong'],
  [EXIT_CODES.findings, 'something was found that is not as it should be'],
  [EXIT_CODES.usage, 'the command line is wrong; nothing was done'],
  [EXIT_CODES.failure, 'it could not be done, or not all of it'],
  [130, 'stopped by Ctrl-C; what is done stays done'],
  [143, 'the same by SIGTERM'],
]
