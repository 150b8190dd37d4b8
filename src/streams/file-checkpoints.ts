import { open, readFile, rename } from 'node:fs/promises'
import type { CheckpointFile } from './checkpoint-file.schema.js'
import { parseCheckpointFile } from './checkpoint-file.schema.js'
import type { CheckpointStore } from './checkpoint-store.js'

/**
 * Checkpoints in one file of one process, of any number of streams. It is replaced as a whole, so that a process that is
 * killed leaves the last one or the one before.
 * @throws SceneError `INVALID_ITEM` from `load`, when the file holds something else.
 */
export function createFileCheckpoints(path: string): CheckpointStore {
  const read = async (): Promise<CheckpointFile> => {
    const text = await readFile(path, 'utf8').catch(unlessMissing)
    return text === undefined ? {} : parseCheckpointFile(text, path)
  }
  const replace = async (content: CheckpointFile): Promise<void> => {
    const file = await open(`${path}.new`, 'w')
    try {
      await file.writeFile(`${JSON.stringify(content, null, 2)}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(`${path}.new`, path)
  }
  let last: Promise<unknown> = Promise.resolve()
  return {
    load: async (streamArn) => (await read())[streamArn],
    save: (streamArn, checkpoints) => {
      // In turn, as pollers of other streams save to the same file.
      const saved = last.then(async () => replace({ ...(await read()), [streamArn]: checkpoints }))
      // Who saved is told of the error; the next one tries all the same.
      last = saved.catch(() => undefined)
      return saved
    },
  }
}

function unlessMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}
