import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Hono } from 'hono'

const PAGE = readFileSync(new URL('../page/project.html', import.meta.url), 'utf8')

/** Nothing but the page's own style and script, and requests to this service. */
const POLICY = [
  "default-src 'none'",
  "connect-src 'self'",
  'img-src data:',
  `style-src ${hashesOf('style')}`,
  `script-src ${hashesOf('script')}`,
].join('; ')

/** A page that shows a project as it changes. */
export function pageRoutes(): Hono {
  const routes = new Hono()
  routes.get('/projects/:projectId', (context) =>
    context.html(PAGE, 200, { 'content-security-policy': POLICY, 'cache-control': 'no-cache' }),
  )
  return routes
}

function hashesOf(tag: string): string {
  const contents = [...PAGE.matchAll(new RegExp(`<${tag}[^>]*>(.*?)</${tag}>`, 'gs'))]
  return contents
    .map(([, content = '']) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`)
    .join(' ')
}
