import { describe, expect, it } from 'vitest'
import { isSceneError } from '@badapple/scenes'
import { createMemoryBlobStore } from '@badapple/scenes/memory'
import type {
  FaultWay,
  SimulatedFaultRates,
  SimulatedProcess,
  SimulatedWorld,
} from '@badapple/scenes/testing'
import { FAULT_WAYS, seededRandom, simulate, SimulatedWorld as World } from '@badapple/scenes/testing'
import { clipBytes, projectWith } from '../../support/test-scenes.js'

const NO_FAULTS = Object.fromEntries(FAULT_WAYS.map((fault) => [fault, 0])) as SimulatedFaultRates

const only = (fault: FaultWay, rate = 1): SimulatedFaultRates => ({ ...NO_FAULTS, [fault]: rate })

/** A world in which the test itself says what comes next. */
function aWorld() {
  const world = new World({ random: seededRandom(1) })
  const next = async (way?: string) => {
    const [first] = world.waiting()
    if (first === undefined) throw new Error('nobody waits')
    const chosen = first.ways.find((one) => one === way) ?? first.ways[0]
    if (chosen === undefined || (way !== undefined && chosen !== way))
      throw new Error(`${first.what} has no ${way}`)
    await world.take(first, chosen)
    return first
  }
  return { world, next }
}

/** Two workers who generate the same project. */
async function twoWorkers(world: SimulatedWorld): Promise<void> {
  const id = await projectWith(world.calm(), 2)
  for (const name of ['worker-1', 'worker-2']) {
    world.start(name, async (process) => {
      const generate = async () => {
        await process.sleep(20_000)
        return { body: clipBytes(), durationSeconds: 8 }
      }
      try {
        await process.scenes.generateMissing(id, generate)
      } catch (error) {
        if (!isSceneError(error)) throw error
      }
    })
  }
}

describe('a simulation', () => {
  it('plays one seed to the letter, and another one otherwise', async () => {
    const play = async (seed: number) => {
      const steps: string[] = []
      const report = await simulate({ setUp: twoWorkers }, { seed, onStep: (step) => steps.push(step) })
      return { steps, report }
    }
    const [one, same, other] = [await play(5), await play(5), await play(6)]
    expect(same).toEqual(one)
    expect(one.report.steps).toBe(one.steps.length)
    expect(one.steps.length).toBeGreaterThan(30)
    expect(other.steps).not.toEqual(one.steps)
  })

  it('counts the faults that it played by what they met', async () => {
    const { faults } = await simulate({ setUp: twoWorkers }, { seed: 1, faultRates: only('throttled', 0.5) })
    const met = [...faults.keys()]
    expect(met).toContain('commit scene-claimed throttled')
    expect(met.every((pair) => pair.endsWith(' throttled'))).toBe(true)
  })

  it('tells of a process that fails', async () => {
    const { problems } = await simulate(
      {
        setUp: (world) => {
          world.start('worker', async (process) => {
            await process.think()
            throw new Error('out of paper')
          })
        },
      },
      { seed: 1 },
    )
    expect(problems).toMatchObject([expect.stringContaining('worker failed: Error: out of paper')])
  })

  it('tells of processes that wait for what never comes, and does not look at the end then', async () => {
    let isLookedAt = false
    const { problems } = await simulate(
      {
        setUp: (world) => {
          world.start('worker', () => new Promise(() => undefined))
        },
        end: () => {
          isLookedAt = true
        },
      },
      { seed: 1 },
    )
    expect(problems).toEqual(['1 processes wait for what never comes'])
    expect(isLookedAt).toBe(false)
  })

  it('gives up what never ends', async () => {
    const { problems, steps } = await simulate(
      {
        setUp: (world) => {
          world.start('worker', async (process) => {
            for (;;) await process.think()
          })
        },
      },
      { seed: 1, maxSteps: 100, faultRates: NO_FAULTS },
    )
    expect(steps).toBe(100)
    expect(problems).toEqual(['the run did not end within 100 steps'])
  })

  it('looks at the end when all is over, and tells what is reported there', async () => {
    const { problems } = await simulate(
      {
        setUp: twoWorkers,
        end: (world) => {
          world.report(`${world.running} are running`)
        },
      },
      { seed: 1 },
    )
    expect(problems).toEqual(['0 are running'])
  })
})

describe('a simulated world', () => {
  it('does nothing until it is told to', async () => {
    const { world, next } = aWorld()
    const id = await projectWith(world.calm(), 1)
    world.start('worker', async ({ scenes }) => {
      await scenes.claim(id, 1)
    })
    expect(world.waiting()).toMatchObject([{ by: 'worker', what: 'load scene' }])
    expect((await next()).what).toBe('load scene')
    expect((await next()).ways).toContain('lost-reply')
    expect(await world.store.loadScene(id, 1)).toMatchObject({ scene: { value: { status: 'pending' } } })
    expect((await next()).what).toBe('commit scene-claimed')
    expect(await world.store.loadScene(id, 1)).toMatchObject({ scene: { value: { status: 'processing' } } })
    await next()
    expect([world.running, world.waiting()]).toEqual([0, []])
  })

  it('lets time pass without waking anybody', async () => {
    const { world, next } = aWorld()
    world.start('worker', async (process) => {
      await process.sleep(5_000)
      expect(process.clock.now()).toBe(world.nowMs)
    })
    expect(world.waiting()).toEqual([])
    expect(world.nextDueMs()).toBe(world.nowMs + 5_000)
    world.passTo(world.nowMs + 20_000)
    expect(world.running).toBe(1)
    await next()
    expect([world.running, world.problems]).toEqual([0, []])
  })

  it.each(['lost-reply', 'late', 'lost', 'repeated'] as const)(
    'does a commit once that goes %s',
    async (way) => {
      const { world } = aWorld()
      const id = await projectWith(world.calm(), 1)
      world.start('worker', async ({ scenes }) => {
        await scenes.editScene(id, 1, { prompt: 'Dawn' })
      })
      let isMet = false
      for (;;) {
        world.passTo(world.nextDueMs() ?? 0)
        const [first] = world.waiting()
        if (first === undefined) break
        const meets: boolean =
          !isMet && first.what.startsWith('commit') && first.ways.some((one) => one === way)
        isMet ||= meets
        await world.take(first, meets ? way : (first.ways[0] ?? 'acts'))
      }
      expect(isMet).toBe(true)
      const { items } = await world.store.readEvents(id)
      expect(items.filter(({ type }) => type === 'scene-edited')).toHaveLength(1)
      expect([world.running, world.problems]).toEqual([0, []])
    },
  )

  it('lets what a dead process had sent arrive, and starts the process again', async () => {
    const { world, next } = aWorld()
    const id = await projectWith(world.calm(), 1)
    const lives: string[] = []
    const deaths: string[] = []
    world.observe({ crashed: (name) => deaths.push(name) })
    world.start(
      'worker',
      async ({ name, scenes }) => {
        lives.push(name)
        await scenes.editScene(id, 1, { prompt: name })
      },
      { restarts: 1 },
    )
    await next()
    await next()
    await next('crash-sent')
    expect([deaths, lives]).toEqual([['worker'], ['worker']])
    expect(world.waiting()).toMatchObject([
      { by: 'network', what: 'commit scene-edited' },
      { by: 'worker', what: 'restart' },
    ])
    await next()
    expect(await world.store.loadScene(id, 1)).toMatchObject({ scene: { value: { prompt: 'worker' } } })
    await next()
    await next('crash')
    expect(lives).toEqual(['worker', 'worker-2'])
    expect([world.running, world.waiting()]).toEqual([0, []])
  })

  it('shows every commit that arrives, with what was before and after it', async () => {
    const { world, next } = aWorld()
    const id = await projectWith(world.calm(), 1)
    const prompts: unknown[] = []
    world.observe({
      committed: ({ before, after }) =>
        prompts.push([before, after].map((one) => one?.scenes[0]?.value.prompt)),
    })
    world.start('editor', async ({ scenes }) => {
      await scenes.editScene(id, 1, { prompt: 'Dawn' })
    })
    while (world.waiting().length > 0) await next()
    expect(prompts).toEqual([['Shot 1', 'Dawn']])
  })

  it('shows what the Python backend saves', async () => {
    const { world } = aWorld()
    const id = await projectWith(world.calm(), 1)
    const statuses: unknown[] = []
    world.observe({ saved: (records) => statuses.push(records?.scenes[0]?.value.status) })
    world.python.read(id, 1).save({ status: 'failed' })
    await Promise.resolve()
    await new Promise(setImmediate)
    expect(statuses).toEqual(['failed'])
  })

  it('lets a process have another bucket than the rest', async () => {
    const { world, next } = aWorld()
    const id = await projectWith(world.calm(), 1)
    const bucket = createMemoryBlobStore()
    const main = async ({ scenes }: SimulatedProcess) => {
      await scenes.upload(id, 1, { body: new Uint8Array(4), durationSeconds: 8 })
    }
    world.start('misled', main, { bucket })
    await new Promise(setImmediate)
    while (world.waiting().length > 0) await next()
    expect([bucket.objects().length, world.blobs.objects()]).toEqual([1, []])
  })

  it.each<readonly [first: string, restarts: number, second: string, restarts: number]>([
    ['worker', 0, 'worker', 0],
    ['worker', 1, 'worker-2', 0],
    ['worker-3', 0, 'worker', Infinity],
    // Their ids would be the same.
    ['second worker', 0, 'second-worker', 0],
    ['worker', 1, 'worker 2', 0],
  ])('starts no two processes that come to one name: %s with %s restarts, and %s with %s', (...names) => {
    const { world } = aWorld()
    const [first, restarts, second, more] = names
    world.start(first, () => Promise.resolve(), { restarts })
    expect(() => {
      world.start(second, () => Promise.resolve(), { restarts: more })
    }).toThrow(`a process ${first} was started before`)
  })

  it('starts processes whose names differ by numbers that no restart has', () => {
    const { world } = aWorld()
    world.calm()
    for (const name of ['worker-1', 'worker-2', 'worker-3', 'worker-02', 'worker-2-2']) {
      world.start(name, () => Promise.resolve())
    }
    world.start('worker', () => Promise.resolve())
    for (const name of ['network', 'calm-1']) {
      expect(() => {
        world.start(name, () => Promise.resolve())
      }).toThrow('was started before')
    }
  })
})
