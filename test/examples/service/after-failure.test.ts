import type { Scenes } from '@badapple/scenes'
import { aProject, createTestScenes, missing } from '@badapple/scenes/testing'
import { describe, expect, it } from 'vitest'
import { Background } from '../../../examples/service/background.js'
import { ClaimTokens } from '../../../examples/service/claim-token.js'
import { composeFilm } from '../../../examples/service/compose-film.js'
import type { VideoProvider } from '../../../examples/service/provider.js'
import type { Service } from '../../../examples/service/service.js'
import { simulatedEditor } from '../../../examples/service/simulated-editor.js'
import { submitScene } from '../../../examples/service/submit-scene.js'
import { writeScenes } from '../../../examples/service/write-scenes.js'

const { signal } = new AbortController()

/** A service in which some methods of the library, and whoever is asked for something, fail. */
function failing(method: 'failComposition' | 'failSceneGeneration' | 'fail' | 'release') {
  const { scenes, blobs } = createTestScenes(aProject({ projectId: 'film', scenes: [missing()] }))
  const fails = (message: string) => () => Promise.reject(new Error(message))
  const provider: VideoProvider = {
    submit: fails('no credit'),
    state: fails('no answer'),
    download: fails('no clip'),
  }
  const reported: unknown[] = []
  const report = (error: unknown) => void reported.push(error)
  const service: Service = {
    scenes: { ...scenes, [method]: fails('the table is away') } satisfies Scenes,
    ...{ blobs, provider, report, signal, stopping: signal },
    editor: { ...simulatedEditor, join: fails('no space left') },
    writer: { write: fails('no idea') },
    tokens: new ClaimTokens('secret'),
    background: new Background(report),
    callbackUrl: () => 'https://service.example/callback',
    leaseMs: 60_000,
  }
  return { scenes, service, reported }
}

const SECOND = [expect.objectContaining({ message: 'the table is away' })]

describe('what fails after a failure', () => {
  it('does not hide why a film was not composed', async () => {
    const { service, reported } = failing('failComposition')
    await expect(composeFilm(service, 'film', signal)).rejects.toThrow('no space left')
    expect(reported).toEqual(SECOND)
  })

  it('does not hide why scenes were not written', async () => {
    const { service, reported } = failing('failSceneGeneration')
    await expect(writeScenes(service, 'film', signal)).rejects.toThrow('no idea')
    expect(reported).toEqual(SECOND)
  })

  it('does not hide why a scene was not submitted', async () => {
    const { service, reported } = failing('fail')
    await expect(submitScene(service, 'film', 1)).rejects.toThrow('no credit')
    expect(reported).toEqual(SECOND)
  })

  it('does not hide why a job was not resumed', async () => {
    const { scenes, service, reported } = failing('release')
    const job = await scenes.claim('film', 1)
    await scenes.submitted(job, 'job-1')
    await scenes.release(job)
    await expect(submitScene(service, 'film', 1)).rejects.toThrow('no answer')
    expect(reported).toEqual(SECOND)
  })
})
