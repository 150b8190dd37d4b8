import { describe, expect, it } from 'vitest'
import { SCENE_MOVERS } from '../../../src/core/model/scene-mover.js'
import { PROJECT_STATUSES, SCENE_STATUSES } from '../../../src/core/model/status.js'
import { assertProjectTransition, assertSceneTransition } from '../../../src/core/rules/assert-transition.js'
import { checkProjectTransition, checkSceneTransition } from '../../../src/core/rules/transitions.js'
import {
  MOVER_NAMES,
  PROJECT_MOVES,
  PROJECT_STATUS_NAMES,
  SCENE_MOVES,
  SCENE_STATUS_NAMES,
} from '../support/transition-tables.js'
import { thrown } from '../support/thrown.js'

const sceneMoves = SCENE_STATUS_NAMES.flatMap((from) =>
  SCENE_STATUS_NAMES.flatMap((to) => MOVER_NAMES.map((by) => ({ from, to, by }))),
)
const projectMoves = PROJECT_STATUS_NAMES.flatMap((from) => PROJECT_STATUS_NAMES.map((to) => ({ from, to })))

function sceneMoveListed({ from, to, by }: (typeof sceneMoves)[number]): boolean {
  return SCENE_MOVES[`${from} > ${to}`]?.split(' ').includes(by) ?? false
}

function projectMoveListed({ from, to }: (typeof projectMoves)[number]): boolean {
  return PROJECT_MOVES[from]?.split(' ').includes(to) ?? false
}

describe('the statuses and movers', () => {
  it('are the ones of the tables', () => {
    expect([...SCENE_STATUSES].sort()).toEqual([...SCENE_STATUS_NAMES].sort())
    expect([...PROJECT_STATUSES].sort()).toEqual([...PROJECT_STATUS_NAMES].sort())
    expect([...SCENE_MOVERS].sort()).toEqual([...MOVER_NAMES].sort())
  })
})

describe('scene transitions', () => {
  it.each(sceneMoves)('$from to $to by $by', (move) => {
    const listed = sceneMoveListed(move)
    const refusal = { kind: 'transition', of: 'scene', ...move }
    expect(checkSceneTransition(move)).toEqual(listed ? { ok: true } : { ok: false, refusal })
    expect(checkSceneTransition(move, 'strict').ok).toBe(listed)
    expect(checkSceneTransition(move, 'permissive')).toEqual({ ok: true })
    expect(() => {
      assertSceneTransition(move, 'permissive')
    }).not.toThrow()
  })

  it('are asserted as they are checked', () => {
    for (const move of sceneMoves) {
      const work = () => {
        assertSceneTransition(move)
      }
      if (sceneMoveListed(move)) expect(work).not.toThrow()
      else
        expect(thrown(work, 'REFUSED').details.refusal).toEqual({ kind: 'transition', of: 'scene', ...move })
    }
  })

  it.each(SCENE_STATUS_NAMES)('never make a scene that has a video processing: from %s', (from) => {
    const move = { from, to: 'processing', by: 'claim', hasVideo: true } as const
    expect(checkSceneTransition(move)).toEqual({
      ok: false,
      refusal: { kind: 'transition', of: 'scene', ...move },
    })
    expect(checkSceneTransition({ ...move, hasVideo: false }).ok).toBe(true)
  })

  it('let a scene that has a video make every other listed move', () => {
    for (const move of sceneMoves.filter(({ to }) => to !== 'processing')) {
      expect(checkSceneTransition({ ...move, hasVideo: true }).ok).toBe(sceneMoveListed(move))
    }
  })

  it('say in words what is not possible', () => {
    const move = { from: 'completed', to: 'processing', by: 'claim', hasVideo: true } as const
    const error = thrown(() => {
      assertSceneTransition(move)
    }, 'REFUSED')
    expect(error.message).toBe(
      'a scene that is completed cannot become processing by claim, because it has a video; reset it first, or ask to regenerate it',
    )
  })
})

describe('project transitions', () => {
  it.each(projectMoves)('$from to $to', (move) => {
    const listed = projectMoveListed(move)
    const refusal = { kind: 'transition', of: 'project', ...move }
    expect(checkProjectTransition(move)).toEqual(listed ? { ok: true } : { ok: false, refusal })
    expect(checkProjectTransition(move, 'permissive')).toEqual({ ok: true })
  })

  it('are asserted as they are checked', () => {
    for (const move of projectMoves) {
      const work = () => {
        assertProjectTransition(move)
      }
      if (projectMoveListed(move)) expect(work).not.toThrow()
      else
        expect(thrown(work, 'REFUSED').details.refusal).toEqual({
          kind: 'transition',
          of: 'project',
          ...move,
        })
    }
    expect(() => {
      assertProjectTransition({ from: 'queued', to: 'queued' }, 'permissive')
    }).not.toThrow()
  })

  it('never enter queued', () => {
    expect(PROJECT_STATUS_NAMES.filter((from) => checkProjectTransition({ from, to: 'queued' }).ok)).toEqual(
      [],
    )
  })
})
