import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { rootDirectory } from '../../config/read-config.ts'
import { createWaiting } from './socket-client.ts'

type Place = { url: string; channelId: string }
type Settings = { token: string; webhook?: { id: string; secret: string } }

/** docs/api/example-bot as it is there, in a process of its own. */
export function startGreeter({ url, channelId }: Place, { token, webhook }: Settings) {
  const hook = webhook && { CHAOS_WEBHOOK: webhook.id, CHAOS_WEBHOOK_SECRET: webhook.secret }
  const child = spawn(join(rootDirectory, 'node_modules/.bin/node'), ['docs/api/example-bot/greeter.mjs'], {
    cwd: rootDirectory,
    env: { ...process.env, CHAOS_URL: url, CHAOS_CHANNEL: channelId, CHAOS_TOKEN: token, ...hook },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const waiting = createWaiting()
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      waiting.changed()
    })
  return {
    says: (words: string) => waiting.until(`"${words}" from the bot`, () => output.includes(words) || undefined),
    output: () => output,
    async ended(): Promise<number | null> {
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      return child.exitCode
    },
    stop: () => child.kill('SIGTERM'),
    kill: () => child.kill('SIGKILL'),
  }
}
