import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { node24, tools } from '../build/paths.mjs'
import { run } from '../build/run.mjs'

/** A run that hangs says less than one that was stopped. */
const timeoutMs = 30 * 60_000

/**
 * @typedef {{ name: string, status: string, message?: string, assertionResults: { status: string }[] }} FileReport
 * @typedef {{ testResults: FileReport[] }} Report what vitest's json reporter writes, as far as we read it
 */

/**
 * Runs one project of vitest.config.ts, and those whose names begin with its name; its own words go to the console, the numbers come from its report.
 * @param {string} project
 * @param {Record<string, string>} [env]
 * @returns {Promise<import('./check.mjs').Result>}
 */
export async function runProject(project, env = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'chaos-tests-'))
  const file = join(folder, 'report.json')
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const command = [tools.vitest, 'run', '--project', `${project}*`, '--allowOnly=false', ...reporters]
    const { code, output } = await run([node24, ...command], { env, timeoutMs })
    if (!existsSync(file)) return { passed: 0, failed: 1, output: `${output}vitest ended without a report.\n` }
    return countChecks(/** @type {Report} */ (JSON.parse(readFileSync(file, 'utf8'))), code)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * One check per test. Skipped tests fail, and so do files that broke before their first test and a run that found no
 * tests or failed for another reason, such as an error nobody caught.
 * @param {Report} report @param {number} code vitest's exit code
 * @returns {import('./check.mjs').Result}
 */
export function countChecks({ testResults }, code) {
  const statuses = testResults.flatMap(({ assertionResults }) => assertionResults.map(({ status }) => status))
  const passed = statuses.filter((status) => status === 'passed').length
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !hasFailed(assertionResults),
  )
  const failures = statuses.filter((status) => status === 'failed').length + broken.length
  const skipped = statuses.length - passed - statuses.filter((status) => status === 'failed').length
  const reasons = [
    skipped > 0 && `${skipped} skipped; a skipped test counts as failed.`,
    statuses.length === 0 && failures === 0 && 'No test was found.',
    statuses.length > 0 && failures + skipped === 0 && code !== 0 && 'vitest reported an error outside of the tests.',
  ].filter((reason) => reason !== false)
  const unexplained = failures + skipped === 0 && reasons.length > 0 ? 1 : 0
  return { passed, failed: failures + skipped + unexplained, output: reasons.map((reason) => `${reason}\n`).join('') }
}

/** @param {{ status: string }[]} tests */
function hasFailed(tests) {
  return tests.some(({ status }) => status === 'failed')
}
