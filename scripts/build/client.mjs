import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot, node24, root, tools } from './paths.mjs'
import { run } from './run.mjs'

const stampFile = inRoot('FrontEnd/dist/.stamp')
const sources = ['FrontEnd', 'packages', 'package-lock.json', 'tsconfig.base.json']
const foldersLeftOut = new Set(['node_modules', 'dist', 'tests', 'bench'])

/**
 * Builds the web client into FrontEnd/dist unless the build there was made from these very sources.
 * Throws an Error whose message holds the builder's own words.
 * @param {(line: string) => void} say
 */
export async function ensureClientBuilt(say) {
  const wanted = clientFingerprint()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return
  say('Building the web client…')
  const build = [tools.vite, 'build', '--logLevel', 'warn']
  const { code, output } = await run([node24, ...build], { capture: true, cwd: inRoot('FrontEnd') })
  if (code !== 0) throw new Error(`${output}\nBuilding the web client failed; the lines above say where.`)
  writeFileSync(stampFile, wanted)
}

/**
 * Changes whenever a file that goes into the build appears, disappears or is written. It looks at sizes and times
 * only, so that a start does not have to read everything.
 * @param {string} [base] the repository's folder
 */
export function clientFingerprint(base = root) {
  const hash = createHash('sha256')
  for (const source of sources) addTo(hash, join(base, source), source)
  return hash.digest('hex')
}

/** @param {import('node:crypto').Hash} hash @param {string} path @param {string} name */
function addTo(hash, path, name) {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) return
  if (stats.isFile()) {
    hash.update(`${name}\0${stats.size}\0${stats.mtimeMs}\n`)
    return
  }
  for (const entry of readdirSync(path).toSorted()) {
    if (foldersLeftOut.has(entry) || /\.test\.tsx?$/.test(entry)) continue
    addTo(hash, join(path, entry), `${name}/${entry}`)
  }
}
