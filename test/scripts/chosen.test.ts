import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { chosen } from '../../scripts/chosen.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const FRUITS = [{ name: 'Apple' }, { name: 'Pineapple' }, { name: 'Pear' }]

describe('chosen', () => {
  it('are those with one of the words in their names, or all', () => {
    expect(chosen(FRUITS, ['pine', 'EAR'], 'fruit')).toEqual(FRUITS.slice(1))
    expect(chosen(FRUITS, [], 'fruit')).toEqual(FRUITS)
  })

  it.each([
    ['mutants', 'late-heartbeat-revives'],
    ['simulate-mutants', 'late-heartbeat-revives'],
    ['check-runners', 'vitest'],
    ['check-consumers', 'workerd'],
  ])('%s says which there are when it is given another, and does nothing', (script, known) => {
    const args = ['--no-warnings', '--import', 'tsx', `scripts/${script}.ts`, known, 'nobody']
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      ...{ cwd: ROOT, encoding: 'utf8', timeout: 60_000 },
    })
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^there is no .* with nobody in its name; there are: /)
    expect(stderr).toContain(known)
  })
})
