import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../src/core/model/finding.js'
import { FINDING_KINDS } from '../../../src/core/model/finding.js'
import { planRepairs } from '../../../src/core/rules/plan-repairs.js'

function finding(kind: Finding['kind'], given: Partial<Finding> = {}): Finding {
  return { kind, projectId: '91cf', message: '', repairable: true, ...given }
}

describe('planRepairs', () => {
  it('plans each command once, in the order in which they build on each other', () => {
    const findings = [
      finding('display-order'),
      finding('foreign-write'),
      finding('counter-drift'),
      finding('invalid-key'),
      finding('stalled', { sequence: 10 }),
      finding('silent-success', { sequence: 9 }),
      finding('missing-blob', { sequence: 10, demotes: true }),
      finding('missing-blob', { sequence: 10 }),
      finding('unfinished-intent'),
    ]
    const projectId = '91cf'
    expect(planRepairs(findings)).toEqual([
      { command: 'finish-intent', projectId, kinds: ['unfinished-intent'] },
      { command: 'repair-scene', projectId, sequence: 9, kinds: ['silent-success'], demotes: false },
      { command: 'repair-scene', projectId, sequence: 10, kinds: ['missing-blob', 'stalled'], demotes: true },
      { command: 'recount', projectId, kinds: ['invalid-key', 'counter-drift', 'foreign-write'] },
      { command: 'renumber', projectId, kinds: ['display-order'] },
    ])
  })

  it('plans nothing for what is only reported, and keeps projects apart', () => {
    expect(planRepairs([finding('foreign-key', { sequence: 1, repairable: false })])).toEqual([])
    const plan = planRepairs([
      finding('counter-drift', { projectId: 'b' }),
      finding('stalled', { projectId: 'a', sequence: 1 }),
      finding('stalled', { projectId: 'b', sequence: 1 }),
    ])
    expect(plan.map(({ projectId, command }) => `${projectId} ${command}`)).toEqual([
      'b repair-scene',
      'b recount',
      'a repair-scene',
    ])
  })

  it('covers every repairable finding with a command of its kind, whatever their order', () => {
    const findings = fc.array(
      fc
        .tuple(fc.constantFrom(...FINDING_KINDS), fc.integer({ min: 0, max: 3 }), fc.boolean())
        .map(([kind, sequence, repairable]) =>
          finding(kind, { repairable, ...(sequence > 0 && { sequence }) }),
        ),
    )
    fc.assert(
      fc.property(findings, (list) => {
        const plan = planRepairs(list)
        expect(planRepairs(list.toReversed())).toEqual(plan)
        for (const { kind, sequence, repairable } of list) {
          const covering = plan.filter(
            (repair) =>
              repair.kinds.includes(kind) &&
              ('sequence' in repair ? repair.sequence : undefined) === sequence,
          )
          if (repairable) expect(covering).toHaveLength(1)
        }
        expect(plan.flatMap(({ kinds }) => kinds).length).toBeLessThanOrEqual(
          list.filter(({ repairable }) => repairable).length,
        )
      }),
    )
  })
})
