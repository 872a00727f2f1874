// `npm start`: brings a fresh clone to a running server, and prints its URL. Arguments go to the server.
import './build/check-node.mjs'
import { ensureClientBuilt } from './build/client.mjs'
import { ensureInstalled } from './build/install.mjs'
import { inRoot, node24 } from './build/paths.mjs'
import { supervise } from './build/supervise.mjs'

try {
  await ensureInstalled(console.log)
  await ensureClientBuilt(console.log)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
process.exitCode = await supervise([{ command: [node24, inRoot('server/main.ts'), ...process.argv.slice(2)] }])
