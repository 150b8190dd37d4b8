import type { ChildProcess } from 'node:child_process'
import { connect, createServer } from 'node:net'

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port)
        else reject(new Error('no port'))
      })
    })
  })
}

async function untilOpen(port: number): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (await isOpen(port)) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error(`the engine does not answer on port ${port}`)
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => {
      resolve(false)
    })
  })
}

/** Waits until an engine listens, and gives what stops it; it stops with this process at the latest. */
export async function started(child: ChildProcess, port: number): Promise<() => void> {
  const stop = () => {
    child.kill()
  }
  process.once('exit', stop)
  await untilOpen(port)
  return stop
}
