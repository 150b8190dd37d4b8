import { describe, expect, it } from 'vitest'
import { toStoredKey } from '../../../src/core/model/object-key.js'
import { describeSceneFact, shown, withoutQuery } from '../../../src/core/rules/describe-finding.js'
import type { SceneFact } from '../../../src/core/rules/scene-fact.js'
import { aScene, NOW, sceneKey, UPDATED } from '../support/builders.js'

const KEY = sceneKey('video.mp4')
const SIGNED = `https://cdn.example/${KEY}?X-Amz-Signature=0f3a`

const SENTENCES: readonly (readonly [SceneFact, readonly string[]])[] = [
  [{ kind: 'invalid-key', key: SIGNED, inside: KEY }, ['cdn.example', `puts the key ${KEY} in its place`]],
  [{ kind: 'invalid-key', key: 'https://cdn.example/3.mp4' }, ['cdn.example/3.mp4', 'kept as it is']],
  [{ kind: 'foreign-key', key: KEY, owner: 'scene 4' }, [KEY, 'the folder of scene 4']],
  [{ kind: 'shared-key', key: KEY, others: [4] }, [KEY, 'so does scene 4;']],
  [{ kind: 'shared-key', key: KEY, others: [4, 7] }, [KEY, 'so do scenes 4, 7;']],
  [{ kind: 'stale-clip', key: KEY }, [`has ${KEY} as its video again`, 'history']],
  [
    { kind: 'missing-blob', key: KEY, clips: ['original', 'working'], remedy: 'demoted' },
    [KEY, 'original and working clip', 'no such object', 'generated again'],
  ],
  [
    { kind: 'empty-blob', key: KEY, clips: ['lipSynced'], remedy: 'dropped' },
    [KEY, 'lip-synced clip', 'no bytes', 'goes to history'],
  ],
  [{ kind: 'lost-clip', key: KEY }, [`lost its video ${KEY}`, 'the repair gives it back']],
  [
    { kind: 'lost-clip', key: KEY, hindrance: 'other-clips' },
    [`lost its video ${KEY}`, 'only reported, as another clip'],
  ],
  [{ kind: 'orphaned-blob', key: KEY }, [KEY, 'nothing refers to', 'the repair adopts it']],
  [{ kind: 'orphaned-blob', key: KEY, hindrance: 'fenced' }, [KEY, 'nothing refers to', 'only reported']],
  [{ kind: 'silent-success', key: KEY, status: 'processing' }, [`is processing`, KEY, 'makes it completed']],
  [{ kind: 'failed-with-video', key: KEY }, ['is failed although', KEY, 'makes it completed']],
  [{ kind: 'failed-with-video', key: KEY, error: 'timeout' }, ['is failed (timeout) although', KEY]],
  [{ kind: 'orphaned-status' }, ['is completed although it has no video', 'makes it pending']],
  [
    { kind: 'stalled', to: 'pending', attempts: 1, updatedAt: UPDATED },
    ['no lease', `written at ${UPDATED}`, 'makes it pending, to be generated'],
  ],
  [
    { kind: 'stalled', to: 'failed', attempts: 3, leaseUntil: NOW, updatedAt: UPDATED },
    [`ran out at ${NOW}`, 'makes it failed, as 3 attempts came to nothing'],
  ],
]

describe('describeSceneFact', () => {
  it.each(SENTENCES)('names the scene and the facts of %j', (fact, facts) => {
    const text = describeSceneFact(aScene(), fact)
    expect(text).toMatch(/^scene 3 of project 91cf /)
    for (const part of facts) expect(text).toContain(part)
    expect(text).not.toMatch(/undefined|Signature/)
  })

  it('shows what stands in place of a key without what may be a password', () => {
    const key = toStoredKey(SIGNED)
    const text = describeSceneFact(aScene(), { kind: 'silent-success', key, status: 'pending' })
    expect(text).toContain(`the video "https://cdn.example/${KEY}?…";`)
  })
})

describe('a URL that is shown', () => {
  it('loses its query and its fragment, on whatever line they end', () => {
    expect(shown('https://x/a.mp4?sig=1\n2')).toBe('"https://x/a.mp4?…"')
    expect(shown('https://x/a.mp4#t=3')).toBe('"https://x/a.mp4?…"')
    expect(withoutQuery('https://x/a.mp4?sig=1\n2')).toBe('https://x/a.mp4')
    expect(withoutQuery('https://x/a.mp4')).toBe('https://x/a.mp4')
  })

  it('is cut off behind 160 characters', () => {
    const text = 'x'.repeat(160)
    expect(shown(text)).toBe(`"${text}"`)
    expect(shown(`${text}y`)).toBe(`"${text}…"`)
  })
})
