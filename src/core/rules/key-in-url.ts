import type { ObjectKey } from '../model/object-key.js'
import { isObjectKey } from '../model/object-key.js'
import { roleOfKey } from '../model/object-key-layout.js'

const AUTHORITY = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i

/**
 * The object key that a URL of the production bucket stands for, whatever the host or the form of the URL; `undefined`
 * when its path names nothing of the production layout.
 * @example
 * keyInUrl('https://cdn.example/mv/projects/91cf/scenes/003/video.mp4?X-Amz-Signature=0f3a')
 * // 'mv/projects/91cf/scenes/003/video.mp4'
 * keyInUrl('https://cdn.example/clips/3.mp4') // undefined
 */
export function keyInUrl(url: string): ObjectKey | undefined {
  const path = decoded(
    url
      .trim()
      .replace(AUTHORITY, '')
      .replace(/[?#].*/s, ''),
  )
  if (path === undefined) return undefined
  const parts = path.split('/')
  // What a browser makes of such a path is another one.
  if (parts.includes('..') || parts.includes('.')) return undefined
  const key = parts.map((_, at) => parts.slice(at).join('/')).find((rest) => roleOfKey(rest) !== undefined)
  return key !== undefined && isObjectKey(key) ? key : undefined
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}
