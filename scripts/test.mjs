// `npm test`: installs what is missing and checks everything; `npm test -- unit lint` runs only the steps named.
import './build/check-node.mjs'
import { ensureInstalled } from './build/install.mjs'
import { steps } from './test/steps.mjs'
import { summary } from './test/summary.mjs'

const names = process.argv.slice(2)
const unknown = names.filter((name) => !steps.some((step) => step.name === name))

if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(', ')}. There are: ${steps.map(({ name }) => name).join(', ')}.`)
  process.exit(1)
}
try {
  await ensureInstalled(console.log)
} catch (error) {
  console.error(message(error))
  process.exit(1)
}

/** @type {import('./test/summary.mjs').Row[]} */
const rows = []
for (const step of steps) {
  if (names.length > 0 && !names.includes(step.name)) continue
  rows.push(await runStep(step))
}
console.log(summary(rows))
process.exitCode = rows.every(({ passed, failed }) => passed > 0 && failed === 0) ? 0 : 1

/** @param {import('./test/steps.mjs').Step} step @returns {Promise<import('./test/summary.mjs').Row>} */
async function runStep({ name, run }) {
  console.log(`\n${name}…`)
  const startedAt = performance.now()
  const { passed, failed, output } = await run().catch(failure)
  const seconds = (performance.now() - startedAt) / 1000
  if (output) console.log(output.trimEnd())
  console.log(`${name}: ${failed === 0 ? 'passed' : 'failed'} in ${seconds.toFixed(1)} s`)
  return { name, passed, failed, seconds }
}

/** @param {unknown} error */
function failure(error) {
  return { passed: 0, failed: 1, output: message(error) }
}

/** @param {unknown} error */
function message(error) {
  return error instanceof Error ? error.message : String(error)
}
