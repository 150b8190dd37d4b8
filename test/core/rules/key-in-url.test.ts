import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isObjectKey } from '../../../src/core/model/object-key.js'
import { keyInUrl } from '../../../src/core/rules/key-in-url.js'
import { originalKeys } from '../../arbitraries/object-keys.js'

const KEY = 'mv/projects/91cf/scenes/003/video.mp4'

describe('keyInUrl', () => {
  it.each([
    ['virtual-hosted', `https://bucket.s3.eu-central-1.amazonaws.com/${KEY}`],
    ['path-style', `https://s3.eu-central-1.amazonaws.com/bucket/${KEY}`],
    ['presigned', `https://bucket.s3.amazonaws.com/${KEY}?X-Amz-Signature=0f3a&X-Amz-Expires=3600`],
    ['of the S3 scheme', `s3://bucket/${KEY}`],
    ['of a CDN with a folder', `https://cdn.example/media/v1/${KEY}#t=3`],
    ['encoded', `https://cdn.example/mv%2Fprojects/91cf/scenes/003/video%2Emp4`],
    ['with a port, in capitals', `HTTPS://CDN.EXAMPLE:8443/${KEY}`],
    ['surrounded by spaces', ` https://cdn.example/${KEY}\n`],
    ['without a host', `${KEY}?AWSAccessKeyId=0`],
  ])('a URL that is %s', (_, url) => {
    expect(keyInUrl(url)).toBe(KEY)
  })

  it.each([
    ['another path', 'https://cdn.example/clips/3.mp4'],
    ['the root alone', 'https://cdn.example/mv/projects/'],
    ['a project alone', 'https://cdn.example/mv/projects/91cf/'],
    ['the root inside a word', `https://cdn.example/x${KEY}`],
    ['the layout in the query only', `https://cdn.example/?file=${KEY}`],
    ['a host that begins like the layout', 'https://mv/projects/91cf/final.mp4'],
    ['a host that ends like the layout', 'https://xmv/projects/91cf/final.mp4'],
    ['a bucket named like the layout', 's3://mv/projects/91cf/final.mp4'],
    ['a scheme with signs and digits', 'x-2+y.z://mv/projects/91cf/final.mp4'],
    ['a path with a step back before the layout', `https://cdn.example/x/../${KEY}`],
    ['a path with a step on the spot before the layout', `https://cdn.example/./${KEY}`],
    ['a broken encoding', `https://cdn.example/${KEY}%zz`],
    ['a path with steps back', `https://cdn.example/mv/projects/91cf/../other/final.mp4`],
    ['a control character', `https://cdn.example/${KEY}%00`],
    ['nothing', ''],
  ])('nothing in %s', (_, url) => {
    expect(keyInUrl(url)).toBeUndefined()
  })

  it('is all of a path, whatever that contains', () => {
    const key = 'mv/projects/91cf/x://y/final.mp4'
    expect(keyInUrl(`https://cdn.example/${key}`)).toBe(key)
    expect(keyInUrl(key)).toBe(key)
  })

  it('takes every key out of a URL again, and gives nothing but keys', () => {
    fc.assert(
      fc.property(
        originalKeys('91cf', 3),
        fc.webUrl({ withQueryParameters: true, size: 'xsmall' }),
        (key, url) => {
          const { origin, search } = new URL(url)
          expect(keyInUrl(`${origin}/${key}${search}`)).toBe(key)
        },
      ),
    )
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl()), (text) => {
        const key = keyInUrl(`https://x/${text}`)
        expect(key === undefined || isObjectKey(key)).toBe(true)
      }),
    )
  })
})
