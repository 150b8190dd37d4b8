import { setTimeout as sleep } from 'node:timers/promises'
import type { PollOptions, ProjectView, SceneView } from '@badapple/scenes'
import { nextPollMs, shouldPoll } from '@badapple/scenes'

/** An answer of the service. */
export interface Answer {
  readonly status: number
  readonly body: unknown
}

/** How much faster a page of a test polls. */
const SPEED = 40
const MOST_POLLS = 200

/** The API of a service, as a page uses it. */
export class Client {
  readonly url: string

  constructor(url: string) {
    this.url = url
  }

  /** @param body - A form, a text as it is, or anything else as JSON. */
  async send(method: string, path: string, body?: unknown): Promise<Answer> {
    const sent = body instanceof FormData || typeof body === 'string' ? body : JSON.stringify(body)
    const init = { method, ...(body !== undefined && { body: sent }) }
    const response = await fetch(`${this.url}/api/mv${path}`, init)
    return { status: response.status, body: await response.json() }
  }

  get(path: string): Promise<Answer> {
    return this.send('GET', path)
  }

  post(path: string, body?: unknown): Promise<Answer> {
    return this.send('POST', path, body)
  }

  patch(path: string, body: unknown): Promise<Answer> {
    return this.send('PATCH', path, body)
  }

  /** The project as it is now. */
  async project(id: string): Promise<ProjectView> {
    return projectIn(await this.get(`/projects/${id}`))
  }

  /** The project once a page would no longer ask for it. */
  async settled(id: string, options: PollOptions = {}): Promise<ProjectView> {
    return this.until(id, (project) => !shouldPoll(project, options))
  }

  /** The project as soon as it is so, or an error. */
  async until(id: string, isSo: (project: ProjectView) => boolean): Promise<ProjectView> {
    for (let polls = 0; polls < MOST_POLLS; polls++) {
      const project = await this.project(id)
      if (isSo(project)) return project
      await sleep((nextPollMs({ errors: 0 }) ?? 0) / SPEED)
    }
    throw new Error(`a page would poll project ${id} for ever`)
  }
}

/** The project that an answer shows. */
export function projectIn({ status, body }: Answer): ProjectView {
  if (status >= 300) throw new Error(`the service answered ${status}: ${JSON.stringify(body)}`)
  return body as ProjectView
}

/** A scene of a project, wherever it is in the film. */
export function sceneIn({ scenes }: ProjectView, sequence: number): SceneView {
  const scene = scenes.find((one) => one.sequence === sequence)
  if (scene === undefined) throw new Error(`the project has no scene ${sequence}`)
  return scene
}

/** What a browser would play. */
export async function fetched(url: string | null | undefined): Promise<Uint8Array> {
  if (typeof url !== 'string') throw new Error('there is no URL')
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} answers ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

/** The name of the object that a signed URL reads. */
export function objectOf(url: string | null | undefined): string {
  return new URL(url ?? '').pathname.replace(/^\/[^/]+\//, '')
}
