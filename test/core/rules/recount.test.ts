import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { InvalidRecord } from '../../../src/core/model/records.js'
import { storedCounters } from '../../../src/core/rules/counters.js'
import { countedChanges, recountOf } from '../../../src/core/rules/recount.js'
import { KEY_LAW } from '../../arbitraries/runs.js'
import { sealedProjects } from '../../arbitraries/sealed-projects.js'
import { projectRecords } from '../support/builders.js'

function unreadable(raw: InvalidRecord['raw'], kind: InvalidRecord['kind'] = 'scene'): InvalidRecord {
  return { kind, id: 'SCENE#009', issues: ['unreadable'], raw }
}

describe('recountOf', () => {
  it('counts scenes by status, those included that cannot be read', () => {
    const records = projectRecords(
      [
        { sequence: 1, status: 'completed' },
        { sequence: 2, status: 'failed' },
        { sequence: 3, status: 'processing' },
      ],
      { sceneCount: 9 },
      {
        invalid: [
          unreadable({ status: 'completed' }),
          unreadable({ status: 'lost' }),
          unreadable({}),
          unreadable({ status: 'failed' }, 'claim'),
        ],
      },
    )
    expect(recountOf(records)).toEqual({ sceneCount: 6, completedScenes: 2, failedScenes: 1 })
  })
})

describe('countedChanges', () => {
  it('adds up the ledgers of the scenes, of unreadable ones and of those that are gone', () => {
    const records = projectRecords(
      [{ sequence: 1, ledger: 4 }, { sequence: 2 }, { sequence: 3, ledger: 1 }],
      { ledger: 99, ledgerRetired: 10 },
      {
        invalid: [
          unreadable({ ledger: 100 }),
          unreadable({ ledger: 'x' }),
          unreadable({ ledger: -3 }),
          unreadable({ ledger: 0.5 }),
          unreadable({ ledger: 7 }, 'claim'),
        ],
      },
    )
    expect(countedChanges(records)).toBe(115)
    expect(countedChanges(projectRecords([], { ledgerRetired: 0 }))).toBe(0)
  })
})

describe('a project that only this library writes', () => {
  it('has counted what its scenes counted, and as many scenes as there are', () => {
    fc.assert(
      fc.property(sealedProjects, (records) => {
        expect(countedChanges(records)).toBe(records.project.value.ledger)
        expect(recountOf(records)).toEqual(storedCounters(records.project.value))
      }),
      KEY_LAW,
    )
  })

  it('has both whatever the order of its scenes, and where some of them cannot be read', () => {
    fc.assert(
      fc.property(sealedProjects, fc.array(fc.boolean(), { maxLength: 6 }), (records, unread) => {
        const isUnread = (_: unknown, at: number) => unread[at] === true
        const mixed = {
          ...records,
          scenes: records.scenes.filter((scene, at) => !isUnread(scene, at)).toReversed(),
          invalid: records.scenes.filter(isUnread).map(({ value }) => unreadable({ ...value })),
        }
        expect(countedChanges(mixed)).toBe(countedChanges(records))
        expect(recountOf(mixed)).toEqual(recountOf(records))
      }),
      KEY_LAW,
    )
  })
})
