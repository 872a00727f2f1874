import { relative } from 'node:path'
import { node24, root, tools } from '../build/paths.mjs'
import { run } from '../build/run.mjs'
import { oneCheck } from './check.mjs'
import { sourceFiles } from '../build/source-files.mjs'

const atOnce = 2

/**
 * Checks the types of every tsconfig*.json, each counting as one check, and that every TypeScript file belongs to one:
 * a file that no configuration includes would never be checked.
 * @returns {Promise<import('./check.mjs').Result>}
 */
export async function checkTypes() {
  const configs = sourceFiles(/^tsconfig(?!\.base)[\w.-]*\.json$/)
  /** @type {Set<string>} */
  const seen = new Set()
  const queue = configs.values()
  /** @type {import('./check.mjs').Result[]} */
  const results = []
  const work = async () => {
    for (const config of queue) results.push(await checkConfig(config, seen))
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  results.push(everyFileIsIn(seen))
  return {
    passed: sum(results.map(({ passed }) => passed)),
    failed: sum(results.map(({ failed }) => failed)),
    output: results.map(({ output }) => output).join(''),
  }
}

/** @param {string} config @param {Set<string>} seen gets the files that the compiler read */
async function checkConfig(config, seen) {
  const { code, output } = await run([node24, tools.tsc, '-p', config, '--listFiles'], { capture: true })
  const lines = output.split('\n').map((line) => line.trimEnd())
  const files = lines.filter(isListedFile)
  for (const file of files) seen.add(file)
  const rest = lines.filter((line) => line !== '' && !isListedFile(line)).join('\n')
  return oneCheck(code === 0 && files.length > 0, `${relative(root, config)}\n${rest}\n\n`)
}

/** @param {string} line */
function isListedFile(line) {
  return /^(\/|[A-Z]:\/).*\.([cm]?[jt]sx?|json)$/.test(line)
}

/** @param {Set<string>} seen */
function everyFileIsIn(seen) {
  const forgotten = sourceFiles(/\.[cm]?tsx?$/).filter((file) => !seen.has(file.replaceAll('\\', '/')))
  const list = forgotten.map((file) => `  ${relative(root, file)}`).join('\n')
  return oneCheck(forgotten.length === 0, `In no tsconfig*.json, so never checked:\n${list}\n\n`)
}

/** @param {number[]} numbers */
function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0)
}
