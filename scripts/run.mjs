// `node scripts/run.mjs [--client] FILE.ts ARGS…`: runs a TypeScript file of the project with its own Node 24,
// with everything installed and, on request, the web client built.
import './build/check-node.mjs'
import { ensureClientBuilt } from './build/client.mjs'
import { ensureInstalled } from './build/install.mjs'
import { node24 } from './build/paths.mjs'
import { supervise } from './build/supervise.mjs'

const withClient = process.argv[2] === '--client'
const [file, ...args] = process.argv.slice(withClient ? 3 : 2)

if (file === undefined) {
  console.error('Say which file to run: node scripts/run.mjs [--client] FILE.ts ARGS…')
  process.exit(1)
}
try {
  await ensureInstalled(console.error)
  if (withClient) await ensureClientBuilt(console.error)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
process.exitCode = await supervise([{ command: [node24, file, ...args] }])
