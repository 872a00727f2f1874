// `npm run test:faults -- SEED UPLOADS`: kills the server while recordings arrive, more often than `npm test` does.
import './build/check-node.mjs'
import { node24, tools } from './build/paths.mjs'
import { run } from './build/run.mjs'

const [seed = '1', uploads = '200'] = process.argv.slice(2)
const env = { FAULTS_SEED: seed, FAULTS_UPLOADS: uploads }
const command = [tools.vitest, 'run', '--project', 'integration', 'server/tests/recording-faults.test.ts', '--retry=0']
const { code, output } = await run([node24, ...command], { env, timeoutMs: 2 * 60 * 60_000 })
console.log(output)
process.exitCode = code
