import { describe, expect, it } from 'vitest'
import type { BlobStat, StatAnswer } from '../../../src/core/model/blob.js'
import { oldSceneKey } from '../../../src/core/model/object-key-layout.js'
import { toObjectKey, toStoredKey } from '../../../src/core/model/object-key.js'
import { DEFAULT_POLICY } from '../../../src/core/model/policy.js'
import type { Scene } from '../../../src/core/model/scene.js'
import { reconcileScene } from '../../../src/core/rules/reconcile-scene.js'
import type { SceneCase } from '../../../src/core/rules/scene-case.js'
import { aClaim, aScene, NOW, sceneKey, secondsFromNow } from '../support/builders.js'

const VIDEO = sceneKey('video_1_claim-1.mp4')
const WORKING = sceneKey('working_clip_1.mp4')
const LIP_SYNCED = sceneKey('lipsynced.mp4')
const URL_OF_VIDEO = toStoredKey(`https://bucket.example/${VIDEO}?X-Amz-Signature=0f3a`)
const over = secondsFromNow(-3_600)

function object(key: BlobStat['key'], given: Partial<BlobStat> = {}): BlobStat {
  return { key, size: 1, lastModified: secondsFromNow(-600), ...given }
}

/** A case in which nothing was found and nothing was asked for, unless it says so. */
function aCase({
  scene = {},
  answers = {},
  found = [],
  ...given
}: Partial<Omit<SceneCase, 'scene' | 'objects'>> & {
  readonly scene?: Partial<Scene>
  readonly answers?: Readonly<Record<string, StatAnswer>>
  readonly found?: readonly BlobStat[] | 'unreachable'
} = {}): SceneCase {
  return {
    scene: aScene({ order: 7, ...scene }),
    claim: undefined,
    objects: { answers: new Map(Object.entries(answers)), found },
    uses: new Map(),
    history: new Set(),
    now: NOW,
    policy: DEFAULT_POLICY,
    ...given,
  }
}

/** What is found, such as `stalled`, or `stale-clip!` for what is only reported. */
function kinds(situation: SceneCase): readonly string[] {
  return reconcileScene(situation).findings.map(({ kind, repairable }) => (repairable ? kind : `${kind}!`))
}

describe('keys that are none', () => {
  const completed = { status: 'completed' } as const

  it('give way to the key in the URL wherever they stand, each reported once', () => {
    const scene = {
      ...completed,
      clips: { original: URL_OF_VIDEO, working: URL_OF_VIDEO },
      audioClipKey: toStoredKey(`s3://bucket/${sceneKey('audio.mp3')}`),
      referenceImageKeys: [URL_OF_VIDEO, sceneKey('image.png')],
    }
    const situation = aCase({ scene })
    expect(kinds(situation)).toEqual(['invalid-key', 'invalid-key'])
    expect(reconcileScene(situation).findings[0]?.key).toBe(`https://bucket.example/${VIDEO}`)
    expect(Object.keys(reconcileScene(situation).desired.clips)).toEqual(['original', 'working'])
    expect(reconcileScene(situation).desired).toMatchObject({
      clips: { original: VIDEO, working: VIDEO },
      audioClipKey: sceneKey('audio.mp3'),
      referenceImageKeys: [VIDEO, sceneKey('image.png')],
    })
  })

  it('are kept where they contain no key of the layout', () => {
    const original = toStoredKey('https://cdn.example/clip.mp4')
    const situation = aCase({ scene: { ...completed, clips: { original } } })
    expect(kinds(situation)).toEqual(['invalid-key!'])
    expect(reconcileScene(situation).desired).toEqual(situation.scene)
    // Of whom it is, nobody knows.
    const shared = { ...situation, uses: new Map([[original, new Set([2, 3])]]) }
    expect(kinds(shared)).toEqual(['invalid-key!'])
  })

  it('are judged by the object of the key in them', () => {
    const situation = aCase({
      scene: { ...completed, clips: { original: URL_OF_VIDEO } },
      answers: { [VIDEO]: 'absent' },
    })
    expect(kinds(situation)).toEqual(['invalid-key', 'missing-blob'])
    expect(reconcileScene(situation).desired).toMatchObject({ status: 'pending', clips: {} })
  })
})

describe('keys of others', () => {
  const foreign = toObjectKey('mv/projects/other/scenes/003/video.mp4')
  const neighbour = toObjectKey('mv/projects/91cf/scenes/004/video.mp4')
  const film = toObjectKey('mv/projects/91cf/final.mp4')
  const elsewhere = toObjectKey('elsewhere/clip.mp4')
  const using = (original: string, users: readonly number[] = []) =>
    aCase({
      scene: { status: 'completed', clips: { original: toObjectKey(original) } },
      uses: new Map([[original, new Set([3, ...users])]]),
    })

  it.each([
    ['of another project', foreign, [], ['foreign-key!']],
    ['of another scene', neighbour, [], ['foreign-key!']],
    ['of another scene that uses it too', neighbour, [4], ['foreign-key!', 'shared-key!']],
    ['of the project', film, [], []],
    ['outside the layout', elsewhere, [], []],
    ['of its own that another scene uses too', VIDEO, [2, 4], []],
    ['of another project that a scene before uses too', foreign, [2], ['foreign-key!', 'shared-key!']],
    ['of nobody that a scene before uses too', elsewhere, [2], ['shared-key!']],
    ['of nobody that a scene behind uses too', elsewhere, [4], []],
    ['of nobody that scenes before and behind use too', elsewhere, [4, 2], ['shared-key!']],
    ['of a scene that is not among its users', neighbour, [2], ['foreign-key!', 'shared-key!']],
  ] as const)('%s', (_, key, users, expected) => {
    expect(kinds(using(key, users))).toEqual(expected)
  })

  it.each([
    [foreign, 'in the folder of project other'],
    [neighbour, 'in the folder of scene 4'],
  ])('are reported with their owner: %s', (key, owner) => {
    expect(reconcileScene(using(key)).findings[0]).toMatchObject({ key, repairable: false })
    expect(reconcileScene(using(key)).findings[0]?.message).toContain(owner)
  })

  it('are reported as they are, question marks included', () => {
    const key = toObjectKey('mv/projects/other/scenes/003/video.mp4?1')
    expect(reconcileScene(using(key)).findings[0]?.key).toBe(key)
  })

  it('are reported while somebody generates the scene, and nothing else is', () => {
    const scene = { status: 'failed', clips: { original: foreign, working: WORKING } } as const
    const answers = { [foreign]: 'absent', [WORKING]: 'absent' } as const
    expect(kinds(aCase({ scene, answers, claim: aClaim() }))).toEqual(['foreign-key!'])
  })
})

describe('a clip that history took away', () => {
  it('is stale where another system saved the scene', () => {
    const clips = { original: VIDEO }
    const { order, ...foreign } = aScene({ status: 'completed', clips, order: 7 })
    const history = new Set([VIDEO])
    expect(kinds({ ...aCase({ history }), scene: foreign })).toEqual(['stale-clip!'])
    expect(kinds({ ...aCase(), scene: foreign })).toEqual([])
    expect(kinds(aCase({ history, scene: { status: 'completed', clips } }))).toEqual([])
  })
})

describe('objects that are gone', () => {
  const clips = { original: VIDEO, working: WORKING, lipSynced: LIP_SYNCED }
  const scene = { status: 'completed', clips, trimPoints: { in: 1, out: 2 } } as const

  it.each([
    ['absent', 'missing-blob'],
    ['empty', 'empty-blob'],
  ] as const)('take all clips to history where the original is %s and so are the rest', (answer, kind) => {
    const situation = aCase({
      scene: { ...scene, generationCompletedAt: NOW },
      answers: { [VIDEO]: answer, [WORKING]: answer, [LIP_SYNCED]: answer },
    })
    const { desired, findings } = reconcileScene(situation)
    expect(findings.map((finding) => [finding.kind, finding.key, finding.demotes])).toEqual([
      [kind, VIDEO, true],
      [kind, WORKING, undefined],
      [kind, LIP_SYNCED, undefined],
    ])
    expect(desired).toEqual(aScene({ order: 7 }))
  })

  it('are put right together, each kind of them', () => {
    const answers = { [VIDEO]: 'absent', [WORKING]: 'empty', [LIP_SYNCED]: 'absent' } as const
    const { findings, repaired } = reconcileScene(aCase({ scene, answers }))
    expect(repaired).toEqual(['missing-blob', 'empty-blob'])
    expect(findings.map(({ message }) => message.split('; ').at(-1))).toEqual([
      'all clips of the scene go to its history, so that it can be generated again',
      'it goes to history',
      'it goes to history',
    ])
  })

  it('leave a failed scene failed, with its error', () => {
    const { desired } = reconcileScene(
      aCase({
        scene: { status: 'failed', errorMessage: 'no credit', clips: { original: VIDEO } },
        answers: { [VIDEO]: 'absent' },
      }),
    )
    expect(desired).toEqual(aScene({ status: 'failed', errorMessage: 'no credit', order: 7 }))
  })

  it('are only reported where what was made from the original is there, or may be', () => {
    for (const answers of [
      { [VIDEO]: 'absent', [LIP_SYNCED]: 'absent' },
      { [VIDEO]: 'absent', [WORKING]: 'unreachable', [LIP_SYNCED]: 'absent' },
    ] as const) {
      const situation = aCase({ scene, answers })
      expect(kinds(situation)).toEqual(['missing-blob!', 'missing-blob!'])
      expect(reconcileScene(situation).desired).toEqual(situation.scene)
    }
  })

  it('give way to the original where a working clip is gone, untrimmed', () => {
    const { desired, findings } = reconcileScene(aCase({ scene, answers: { [WORKING]: 'absent' } }))
    expect(findings[0]?.message).toContain('the original takes its place')
    expect(desired.clips).toEqual({ original: VIDEO, working: VIDEO, lipSynced: LIP_SYNCED })
    expect(desired.trimPoints).toBeUndefined()
  })

  it('are only reported where there is no key to take their place', () => {
    const original = toStoredKey('https://cdn.example/clip.mp4')
    for (const clips of [{ original, working: WORKING }, { working: WORKING }]) {
      const situation = aCase({
        scene: { ...scene, status: 'failed', clips },
        answers: { [WORKING]: 'absent' },
      })
      expect(kinds(situation)).toContain('missing-blob!')
      expect(reconcileScene(situation).desired.clips).toEqual(clips)
    }
  })

  it('are dropped where a lip-synced clip is gone', () => {
    const { desired, findings } = reconcileScene(aCase({ scene, answers: { [LIP_SYNCED]: 'empty' } }))
    expect(findings[0]?.message).toContain('it goes to history')
    expect(desired).toMatchObject({
      clips: { original: VIDEO, working: WORKING },
      trimPoints: { in: 1, out: 2 },
    })
    expect(desired.clips.lipSynced).toBeUndefined()
  })

  it('are not gone where the bucket does not answer, or lists them', () => {
    expect(kinds(aCase({ scene, answers: { [VIDEO]: 'unreachable' } }))).toEqual([])
    expect(kinds(aCase({ scene }))).toEqual([])
    expect(kinds(aCase({ scene, answers: { [VIDEO]: 'absent' }, found: [object(VIDEO)] }))).toEqual([])
  })
})

describe('finished clips of a scene without a video', () => {
  const second = sceneKey('video_2_claim-1.mp4')
  const plain = sceneKey('video.mp4')

  it('are adopted, the highest attempt of several, and settle the lease', () => {
    const claim = aClaim({ attempt: 2, expiry: over, jobId: 'job-1' })
    const situation = aCase({
      scene: { status: 'processing', durationSeconds: 8 },
      claim,
      found: [object(VIDEO), object(second)],
    })
    const result = reconcileScene(situation)
    expect(result.findings).toMatchObject([{ kind: 'orphaned-blob', key: second, repairable: true }])
    expect(result.desired).toMatchObject({
      status: 'completed',
      clips: { original: second, working: second },
      trimPoints: { in: 0, out: 8 },
      generationCompletedAt: NOW,
    })
    const { jobId, ...rest } = claim
    expect(result.claim).toEqual({
      ...rest,
      expiry: NOW,
      ended: true,
      floor: 2,
      attemptBase: 2,
      clip: second,
    })
  })

  it('make a lease where there is none, named as the caller says', () => {
    const by = { claimId: 'command-1', owner: 'tester' }
    const { claim } = reconcileScene(aCase({ scene: { status: 'failed' }, found: [object(second)], by }))
    expect(claim).toMatchObject({ ...by, attempt: 2, floor: 2, clip: second, ended: true })
  })

  it('are given back without grace where a foreign save took them away', () => {
    const { order, ...scene } = aScene({ order: 7 })
    const claim = aClaim({ attempt: 2, floor: 2, ended: true, expiry: over, clip: second })
    const found = [object(second, { lastModified: NOW })]
    const situation = { ...aCase({ claim, found }), scene }
    expect(kinds(situation)).toEqual(['lost-clip'])
    expect(reconcileScene(situation).desired.clips.original).toBe(second)
    // A scene that is completed was cleared by hand, to be made again.
    expect(kinds({ ...situation, scene: { ...scene, status: 'completed' } })).toEqual(['orphaned-status'])
  })

  it('keep everything waiting where a lost clip is only reported', () => {
    const { order, ...scene } = aScene({
      order: 7,
      clips: { working: WORKING },
      audioClipKey: URL_OF_VIDEO,
    })
    const claim = aClaim({ attempt: 2, floor: 2, ended: true, expiry: over, clip: second })
    const situation = { ...aCase({ claim, found: [object(second)] }), scene }
    expect(kinds(situation)).toEqual(['lost-clip!'])
    expect(reconcileScene(situation)).toMatchObject({ desired: scene, repaired: [] })
  })

  it('keep everything waiting that would wipe the evidence of a lost clip', () => {
    const { order, ...scene } = aScene({ order: 7, status: 'processing', audioClipKey: URL_OF_VIDEO })
    const claim = aClaim({ attempt: 2, floor: 2, ended: true, expiry: over, clip: second })
    const blind = { ...aCase({ claim, found: 'unreachable' }), scene }
    expect(reconcileScene(blind)).toEqual({ desired: scene, findings: [], repaired: [] })
    const seen = { ...aCase({ claim, found: [object(second)] }), scene }
    expect(kinds(seen)).toEqual(['invalid-key', 'lost-clip'])
    expect(reconcileScene({ ...seen, only: new Set(['invalid-key']) })).toMatchObject({
      desired: scene,
      repaired: [],
    })
  })

  it.each([
    ['without evidence', plain, { status: 'pending' }, undefined, ['orphaned-blob!']],
    ['without evidence, in the old place', oldSceneKey('91cf', 3), {}, undefined, ['orphaned-blob!']],
    [
      'without a number, after a fence',
      plain,
      { status: 'failed' },
      aClaim({ floor: 0, expiry: over }),
      ['orphaned-blob!'],
    ],
    ['of a settled attempt', VIDEO, { status: 'failed' }, aClaim({ floor: 1, expiry: over }), []],
    ['with evidence', plain, { status: 'failed' }, undefined, ['orphaned-blob']],
    [
      'with evidence, for a lease of an attempt',
      plain,
      { status: 'failed' },
      aClaim({ expiry: over }),
      ['orphaned-blob'],
    ],
  ] as const)('%s', (_, key, scene, claim, expected) => {
    expect(kinds(aCase({ scene, claim, found: [object(key)] }))).toEqual(expected)
  })

  it('are no finding where history took them away, or the scene has a video', () => {
    expect(kinds(aCase({ found: [object(plain)], history: new Set([plain]) }))).toEqual([])
    const scene = { status: 'completed', clips: { original: VIDEO } } as const
    expect(kinds(aCase({ scene, found: [object(plain), object(second)] }))).toEqual([])
  })

  it('are only reported where they would take the place of another clip that is there', () => {
    const scene = { status: 'failed', clips: { working: WORKING } } as const
    expect(kinds(aCase({ scene, found: [object(second)] }))).toEqual(['orphaned-blob!'])
    const [finding] = reconcileScene(aCase({ scene, found: [object(second)] })).findings
    expect(finding?.message).toContain('another clip of the scene is still in use')
    expect(kinds(aCase({ scene, found: [object(second)], answers: { [WORKING]: 'absent' } }))).toEqual([
      'missing-blob!',
      'orphaned-blob',
    ])
  })

  it('wait for a better one that is within its grace', () => {
    const found = [object(VIDEO), object(second, { lastModified: secondsFromNow(-59) })]
    const situation = aCase({ scene: { status: 'processing' }, found })
    expect(reconcileScene(situation)).toEqual({ desired: situation.scene, findings: [], repaired: [] })
  })

  it('are waited for within their grace, and while the bucket does not answer', () => {
    const young = [object(second, { lastModified: secondsFromNow(-59) })]
    for (const status of ['processing', 'completed'] as const) {
      expect(kinds(aCase({ scene: { status }, found: young }))).toEqual([])
      // An earlier attempt's is no finding either while a later one may be recorded.
      expect(kinds(aCase({ scene: { status }, found: [object(VIDEO), ...young] }))).toEqual([])
      expect(kinds(aCase({ scene: { status }, found: 'unreachable' }))).toEqual([])
    }
    // One without a number too, where there is evidence for it.
    const plainYoung = [object(plain, { lastModified: secondsFromNow(-59) })]
    expect(kinds(aCase({ scene: { status: 'failed' }, found: plainYoung }))).toEqual([])
  })

  it('keep nothing else waiting where the bucket does not answer', () => {
    const situation = aCase({ scene: { audioClipKey: URL_OF_VIDEO }, found: 'unreachable' })
    expect(reconcileScene(situation)).toMatchObject({
      desired: { audioClipKey: VIDEO },
      repaired: ['invalid-key'],
    })
  })
})

describe('a status that does not fit', () => {
  const clips = { original: VIDEO }

  it.each([
    ['pending', 'silent-success'],
    ['processing', 'silent-success'],
    ['failed', 'failed-with-video'],
  ] as const)('%s with a video: completed, without the error', (status, kind) => {
    const situation = aCase({ scene: { status, clips, errorMessage: 'no credit', failedAt: NOW } })
    expect(kinds(situation)).toEqual([kind])
    expect(reconcileScene(situation).desired).toEqual(aScene({ status: 'completed', clips, order: 7 }))
  })

  it('is found with the error that the scene has', () => {
    const [finding] = reconcileScene(
      aCase({ scene: { status: 'failed', clips, errorMessage: 'no credit' } }),
    ).findings
    expect(finding?.message).toContain('is failed (no credit) although')
    const [bare] = reconcileScene(aCase({ scene: { status: 'failed', clips } })).findings
    expect(bare?.message).toContain('is failed although')
  })

  it('completed without a video: pending', () => {
    const situation = aCase({ scene: { status: 'completed' } })
    expect(kinds(situation)).toEqual(['orphaned-status'])
    expect(reconcileScene(situation).desired).toEqual(aScene({ order: 7 }))
  })

  it('is no cause of its own where the video went in the same pass', () => {
    const answers = { [VIDEO]: 'absent' } as const
    const claim = aClaim({ expiry: over })
    expect(kinds(aCase({ scene: { status: 'completed', clips }, answers }))).toEqual(['missing-blob'])
    const situation = aCase({ scene: { status: 'processing', clips }, answers, claim })
    expect(kinds(situation)).toEqual(['missing-blob'])
    expect(reconcileScene(situation)).toMatchObject({
      desired: { status: 'pending' },
      claim: { ended: true },
    })
  })
})

describe('a stalled scene', () => {
  const processing = { status: 'processing' } as const

  it.each([
    ['whose lease runs', -1_000, 1, false],
    ['whose lease is over, within the grace', -1_000, -59, false],
    ['whose lease is over and its grace too', -1_000, -60, true],
    ['that was written a moment ago', -59, -1_000, false],
  ])('%s', (_, updated, expiry, isStalled) => {
    const scene = { ...processing, updatedAt: secondsFromNow(updated) }
    const claim = aClaim({ expiry: secondsFromNow(expiry) })
    expect(kinds(aCase({ scene, claim }))).toEqual(isStalled ? ['stalled'] : [])
  })

  it('becomes pending, and its lease only ends', () => {
    const claim = aClaim({ expiry: over, jobId: 'job-1' })
    const { desired, claim: lease } = reconcileScene(aCase({ scene: processing, claim }))
    expect(desired).toEqual(aScene({ order: 7 }))
    expect(lease).toEqual({ ...claim, ended: true })
  })

  it('is found with the end of its lease, where it has one', () => {
    const leased = reconcileScene(aCase({ scene: processing, claim: aClaim({ expiry: over }) }))
    expect(leased.findings[0]?.message).toContain(`its lease ran out at ${over}`)
    expect(reconcileScene(aCase({ scene: processing })).findings[0]?.message).toContain('it has no lease')
  })

  it('keeps a lease as it is that has ended already', () => {
    const claim = aClaim({ expiry: over, ended: true })
    const result = reconcileScene(aCase({ scene: processing, claim }))
    expect(result.repaired).toEqual(['stalled'])
    expect(result).not.toHaveProperty('claim')
  })

  it('becomes failed past the limit of attempts', () => {
    const claim = aClaim({ expiry: over, attempt: 5, attemptBase: 2 })
    expect(reconcileScene(aCase({ scene: processing, claim })).desired).toMatchObject({
      status: 'failed',
      errorMessage: 'Generation stalled: 3 attempts ended without a clip and without an error',
      failedAt: NOW,
    })
    const fresh = aClaim({ expiry: over, attempt: 5, attemptBase: 3 })
    expect(reconcileScene(aCase({ scene: processing, claim: fresh })).desired.status).toBe('pending')
  })

  it('may be in the hands of another system: without a lease, or saved by others', () => {
    const policy = { ...DEFAULT_POLICY, foreignGraceMs: 900_000 }
    const { order, ...foreign } = aScene({ ...processing, updatedAt: secondsFromNow(-899), order: 7 })
    const claim = aClaim({ expiry: over })
    expect(kinds(aCase({ scene: { ...processing, updatedAt: secondsFromNow(-899) }, policy }))).toEqual([])
    expect(kinds(aCase({ scene: { ...processing, updatedAt: secondsFromNow(-900) }, policy }))).toEqual([
      'stalled',
    ])
    expect(kinds({ ...aCase({ claim, policy }), scene: foreign })).toEqual([])
    expect(kinds({ ...aCase({ claim, policy }), scene: { ...foreign, order: 7 } })).toEqual(['stalled'])
  })
})

describe('a repair of some kinds only', () => {
  const answers = { [VIDEO]: 'absent' } as const

  it.each([
    ['silent-success', 'processing', VIDEO, ['missing-blob']],
    ['failed-with-video', 'failed', URL_OF_VIDEO, ['invalid-key', 'missing-blob']],
  ] as const)('leaves %s alone where its cause stays', (kind, status, original, found) => {
    const situation = aCase({
      scene: { status, clips: { original } },
      answers,
      claim: aClaim({ expiry: over }),
    })
    const { desired, findings, repaired } = reconcileScene({ ...situation, only: new Set([kind]) })
    expect(findings.map((finding) => finding.kind)).toEqual(found)
    expect([desired, repaired]).toEqual([situation.scene, []])
  })

  it('leaves a stalled scene alone where its clip waits to be adopted', () => {
    const scene = { status: 'processing' } as const
    const situation = aCase({ scene, found: [object(VIDEO)] })
    const { desired, repaired } = reconcileScene({ ...situation, only: new Set(['stalled']) })
    expect([desired, repaired]).toEqual([situation.scene, []])
  })

  it('does what does not depend on the rest', () => {
    const scene = { status: 'completed', audioClipKey: URL_OF_VIDEO } as const
    const { desired, repaired } = reconcileScene({ ...aCase({ scene }), only: new Set(['orphaned-status']) })
    expect(repaired).toEqual(['orphaned-status'])
    expect(desired).toMatchObject({ status: 'pending', audioClipKey: URL_OF_VIDEO })
  })
})
