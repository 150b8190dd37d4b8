import { hasVideo, isObjectKey } from '../../index.js'
import type { BlobStore, Scene } from '../../index.js'

/** The object behind a scene's URL: nothing where there is no URL. */
export type ClipObject =
  | { readonly kind: 'none' | 'not-a-key' | 'missing' | 'empty' | 'unreachable' }
  | { readonly kind: 'present'; readonly size: number }

/** Looks at the object behind the URL of a scene. */
export async function lookAtClip(blobs: BlobStore, scene: Scene): Promise<ClipObject> {
  const { original } = scene.clips
  if (original === undefined || !hasVideo(scene)) return { kind: 'none' }
  if (!isObjectKey(original)) return { kind: 'not-a-key' }
  const answer = await blobs.stat(original)
  if (answer === 'absent') return { kind: 'missing' }
  if (typeof answer === 'string') return { kind: answer }
  return { kind: 'present', size: answer.size }
}

/** The object in a word or its size. */
export function nameObject(object: ClipObject): string {
  switch (object.kind) {
    case 'none':
      return '-'
    case 'not-a-key':
      return 'not a key'
    case 'present':
      return `${(object.size / 1_000_000).toFixed(1)} MB`
    case 'missing':
    case 'empty':
    case 'unreachable':
      return object.kind
  }
}
