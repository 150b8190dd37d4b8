import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createTestScenes } from '@badapple/scenes/testing'
import { cliInProcess } from './support/in-process.js'

/** An export of a project with an event that cannot be read. */
async function exportWithBrokenEvent(): Promise<string> {
  const { scenes, store } = createTestScenes()
  await scenes.createProject({ projectId: 'night', conceptPrompt: 'A choir of radiators' })
  const [event] = store.exportItems().filter(({ SK }) => String(SK?.['S']).startsWith('EVENT#'))
  const broken = { ...event, SK: { S: 'EVENT#broken.1' }, type: { N: '7' } }
  const folder = mkdtempSync(join(tmpdir(), 'scenes-unreadable-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true })
  })
  const file = join(folder, 'night.json')
  writeFileSync(file, JSON.stringify({ items: [...store.exportItems(), broken] }))
  return file
}

it('an event that cannot be read is told of, also to a script', async () => {
  const file = await exportWithBrokenEvent()
  const read = await cliInProcess(['history', 'night', '--file', file])
  expect(read).toMatchObject({ code: 1, stderr: '' })
  expect(read.stdout).toContain('1 event cannot be read')
  const script = await cliInProcess(['history', 'night', '--file', file, '--json'])
  expect(script).toMatchObject({ code: 1 })
  expect(script.stdout.trim().split('\n')).toHaveLength(1)
  expect(script.stderr).toContain('1 event cannot be read')
})
