import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { own } from '../shared/own-children.ts'
import type { Kind, Target } from './target.ts'

const portOf = async (child: ChildProcess): Promise<number> => {
  const message: unknown = (await once(child, 'message')).at(0)
  return Value.Parse(Type.Object({ port: Type.Integer() }), message).port
}

/** A bare `ws` broadcast loop in a process of its own, with the texts that ours sends. */
export async function startBare(textsOf: (kind: Kind, mark: string) => string[]): Promise<Target> {
  const child = fork(fileURLToPath(new URL('./bare-server.ts', import.meta.url)))
  const release = own(child.pid)
  const address = `127.0.0.1:${await portOf(child)}`
  return {
    name: 'bare',
    pid: child.pid ?? 0,
    door: () => ({ url: `ws://${address}`, headers: {}, says: [], welcomed: '' }),
    async tell(kind, mark) {
      const reply = await fetch(`http://${address}`, { method: 'POST', body: textsOf(kind, mark).join('\n') })
      await reply.text()
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      release()
    },
  }
}
