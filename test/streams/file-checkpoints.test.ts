import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Checkpoints } from '@badapple/scenes/streams'
import { createFileCheckpoints } from '@badapple/scenes/streams'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

let directory: string
let path: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'scenes-checkpoints-'))
  path = join(directory, 'checkpoints.json')
})

afterEach(() => rm(directory, { recursive: true }))

describe('createFileCheckpoints', () => {
  it('gives back what was saved last, also to another process', async () => {
    const saved: Checkpoints = { a: { sequenceNumber: '17' }, b: { finished: true } }
    const checkpoints = createFileCheckpoints(path)
    expect(await checkpoints.load('stream')).toBeUndefined()
    await checkpoints.save('stream', {})
    await checkpoints.save('stream', saved)
    expect(await createFileCheckpoints(path).load('stream')).toEqual(saved)
    expect(await createFileCheckpoints(path).load('another stream')).toBeUndefined()
    expect(await readdir(directory)).toEqual(['checkpoints.json'])
  })

  it('keeps those of other streams, saved at the same moment', async () => {
    const checkpoints = createFileCheckpoints(path)
    const of = (at: number): Checkpoints => ({ a: { sequenceNumber: String(at) } })
    await Promise.all([1, 2, 3].map((at) => checkpoints.save(`stream ${at}`, of(at))))
    const reopened = createFileCheckpoints(path)
    expect(await Promise.all([1, 2, 3].map((at) => reopened.load(`stream ${at}`)))).toEqual([1, 2, 3].map(of))
  })

  it.each(['', '{"stream":', '[]', '{"stream":{"a":{"sequenceNumber":""}}}', '{"stream":{"a":{}}}'])(
    'does not begin anew in silence where it reads %j',
    async (text) => {
      await writeFile(path, text)
      await expect(createFileCheckpoints(path).load('stream')).rejects.toMatchObject({
        code: 'INVALID_ITEM',
        details: { record: path },
      })
    },
  )

  it('passes on what keeps it from reading or writing', async () => {
    await expect(createFileCheckpoints(directory).load('stream')).rejects.toMatchObject({ code: 'EISDIR' })
    const nowhere = createFileCheckpoints(join(directory, 'no', 'such', 'folder'))
    await expect(nowhere.save('stream', {})).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
