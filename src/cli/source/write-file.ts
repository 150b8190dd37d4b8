import { open, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { CommandFailure } from '../command-failure.js'
import { fileTrouble } from './file-trouble.js'

/**
 * Changes a file as a whole: whoever reads it meets the old text or the new one.
 * @param before - The text that the new one was made from.
 * @throws CommandFailure when the file says something else by now.
 */
export async function replaceFile(path: string, before: string, text: string): Promise<void> {
  const file = await realpath(path)
  await writeBeside(file, text, (await stat(file)).mode, async () => {
    if ((await readFile(file, 'utf8')) === before) return
    throw new CommandFailure(`${path} was changed by somebody else meanwhile; nothing was written. Try again`)
  })
}

/**
 * Writes a new file, over whatever is there, as a whole.
 * @throws CommandFailure when it cannot be written.
 */
export async function writeWholeFile(path: string, write: (append: Append) => Promise<void>): Promise<void> {
  await writeBeside(path, write, 0o666)
}

/** Adds to what is written so far. */
export type Append = (text: string) => Promise<void>

async function writeBeside(
  file: string,
  content: string | ((append: Append) => Promise<void>),
  mode: number,
  check?: () => Promise<void>,
): Promise<void> {
  const beside = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`)
  try {
    const handle = await onDisk(file, () => open(beside, 'w', mode))
    try {
      const append: Append = (text) => onDisk(file, () => handle.appendFile(text))
      await (typeof content === 'string' ? append(content) : content(append))
      await onDisk(file, () => handle.sync())
    } finally {
      await handle.close()
    }
    await check?.()
    await onDisk(file, () => rename(beside, file))
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}

async function onDisk<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (cause) {
    throw new CommandFailure(`${file} cannot be written: ${fileTrouble(cause, 'there is no such folder')}`, {
      cause,
    })
  }
}
