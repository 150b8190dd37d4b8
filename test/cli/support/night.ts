import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  aProject,
  done,
  failed,
  generating,
  missing,
  missingBlob,
  orphanedBlob,
  regenerating,
  silentSuccess,
  stuck,
} from '@badapple/scenes/testing'

/** A project in which nearly everything hangs, one in which nothing is wrong, and their bucket. */
export function nightExport() {
  const night = aProject({
    projectId: 'night',
    conceptPrompt: 'A night train crosses a city that dreams of it',
    scenes: [
      done(),
      missing(),
      generating(),
      stuck(),
      failed(),
      regenerating(),
      missingBlob(),
      orphanedBlob(),
      silentSuccess(),
    ],
  })
  const dawn = aProject({ projectId: 'dawn', conceptPrompt: 'The city wakes', scenes: [done(), done()] })
  const projects = [night, dawn]
  return {
    exportedAt: new Date(night.nowMs).toISOString(),
    items: projects.flatMap(({ items }) => items),
    objects: projects.flatMap(({ objects }) =>
      objects.map(({ key, size, lastModified }) => ({ key, size, lastModified })),
    ),
  }
}

/** A folder with that export as `night.json`, and without its objects as `records.json`. */
export function nightFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'badapple-night-'))
  const { objects, ...records } = nightExport()
  writeFileSync(join(folder, 'night.json'), JSON.stringify({ note: 'kept', ...records, objects }))
  writeFileSync(join(folder, 'records.json'), JSON.stringify(records))
  return {
    folder,
    remove: () => {
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
