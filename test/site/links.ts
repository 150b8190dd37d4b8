import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** A link that leads nowhere. */
export interface DeadLink {
  readonly page: string
  readonly href: string
}

/** Every link of a site to a page, a file or a heading of its own that is not there. */
export function deadLinks(folder: string): readonly DeadLink[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
  const known = new Set(files)
  const pages = new Map(
    files
      .filter((file) => file.endsWith('.html'))
      .map((file) => [file, readFileSync(join(folder, file), 'utf8')] as const),
  )
  const anchors = new Map([...pages].map(([file, html]) => [file, idsOf(html)]))
  return [...pages].flatMap(([page, html]) =>
    hrefsOf(html)
      .filter((href) => !isThere(page, href))
      .map((href) => ({ page, href })),
  )

  function isThere(page: string, href: string): boolean {
    const [path = '', anchor] = href.split('#')
    const target = path === '' ? page : join(dirname(page), decodeURIComponent(path))
    if (!known.has(target)) return false
    return (
      anchor === undefined || anchor === '' || anchors.get(target)?.has(decodeURIComponent(anchor)) === true
    )
  }
}

function hrefsOf(html: string): readonly string[] {
  return [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)]
    .map(([, href = '']) => href.replaceAll('&amp;', '&'))
    .filter((href) => !/^(?:[a-z]+:|\/\/)/i.test(href) && !href.includes('assets/icons.svg#'))
}

function idsOf(html: string): ReadonlySet<string> {
  return new Set([...html.matchAll(/\sid="([^"]*)"/g)].map(([, id = '']) => id))
}
