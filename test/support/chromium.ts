import { existsSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { chromium } from 'playwright-core'

const USUAL = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The browser that `SCENES_CHROMIUM` names, or one at a usual place; `undefined` where there is none. */
export const CHROMIUM: string | undefined =
  process.env['SCENES_CHROMIUM'] ?? USUAL.find((path) => existsSync(path))

/** What is tested in Chromium, by a title that says why it is skipped where there is none. */
export function inChromium(what: string): string {
  return CHROMIUM === undefined
    ? `${what} (needs Chromium: install it, or name one with SCENES_CHROMIUM)`
    : what
}

/** A browser that nobody sees, and that asks nobody but the pages for anything. */
export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      // As root, in a container for instance, Chromium starts in no other way.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })
}
