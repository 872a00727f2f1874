import { dirname, join, relative } from 'node:path'
import { inRoot, node24, root, tools } from '../build/paths.mjs'
import { run } from '../build/run.mjs'
import { sourceFiles } from '../build/source-files.mjs'
import { oneCheck } from './check.mjs'

const atOnce = 2

/**
 * Checks the types of every tsconfig*.json, each counting as one check, and that every TypeScript file belongs to one.
 * @returns {Promise<import('./check.mjs').Result>}
 */
export async function checkTypes() {
  const configs = sourceFiles(/^tsconfig(?!\.base)[\w.-]*\.json$/)
  /** @type {Map<string, Set<string>>} */
  const filesOf = new Map()
  /** @type {import('./check.mjs').Result[]} */
  const results = []
  const queue = configs.values()
  const work = async () => {
    for (const config of queue) results.push(await checkConfig(config, filesOf))
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  const strays = strayFiles(sourceFiles(/\.[cm]?tsx?$/), filesOf).map((file) => `  ${relative(root, file)}\n`)
  results.push(
    oneCheck(
      strays.length === 0,
      `Not in the next tsconfig.json above, so the lint guesses at types:\n${strays.join('')}`,
    ),
  )
  return {
    passed: results.reduce((total, { passed }) => total + passed, 0),
    failed: results.reduce((total, { failed }) => total + failed, 0),
    output: results.map(({ output }) => output).join(''),
  }
}

/** @param {string} config @param {Map<string, Set<string>>} filesOf gets the files that the compiler read */
async function checkConfig(config, filesOf) {
  const memory = inRoot('node_modules/.cache/types', relative(root, config).replaceAll(/[\\/]/g, '-'))
  const options = ['--listFiles', '--incremental', '--tsBuildInfoFile', `${memory}.tsbuildinfo`]
  const { code, output } = await run([node24, tools.tsc, '-p', config, ...options], { capture: true })
  const lines = output.split('\n').map((line) => line.trimEnd())
  const files = lines.filter(isListedFile)
  filesOf.set(config, new Set(files))
  const rest = lines.filter((line) => line !== '' && !isListedFile(line)).join('\n')
  return oneCheck(code === 0 && files.length > 0, `${relative(root, config)}\n${rest}\n\n`)
}

/** @param {string} line */
function isListedFile(line) {
  return /^(\/|[A-Z]:\/).*\.([cm]?[jt]sx?|json)$/.test(line)
}

/**
 * The files that the next `tsconfig.json` above them does not include. Editors and the type-aware lint look nowhere
 * else; further configurations of other names may look at a part of the files again, with less at hand.
 * @param {string[]} files @param {Map<string, Set<string>>} filesOf
 */
export function strayFiles(files, filesOf) {
  return files.filter((file) => {
    const config = nextConfig(dirname(file), filesOf)
    return config === undefined || !config.has(file.replaceAll('\\', '/'))
  })
}

/** @param {string} folder @param {Map<string, Set<string>>} filesOf @returns {Set<string> | undefined} */
function nextConfig(folder, filesOf) {
  const found = filesOf.get(join(folder, 'tsconfig.json'))
  return found || folder === dirname(folder) ? found : nextConfig(dirname(folder), filesOf)
}
