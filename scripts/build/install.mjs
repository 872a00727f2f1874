import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { inRoot, node24 } from './paths.mjs'
import { run } from './run.mjs'

/**
 * @typedef {{ version?: string, link?: boolean, optional?: boolean }} LockEntry
 * @typedef {{ packages: Record<string, LockEntry> }} Lock
 */

const lockFile = inRoot('package-lock.json')
const modules = inRoot('node_modules')
const stampFile = inRoot('node_modules/.chaos-install')

/**
 * Sees to it that node_modules holds what package-lock.json names, development tools included (the web client is built
 * here and Node 24 is one of them). Throws an Error whose message says what to do.
 * @param {(line: string) => void} say
 */
export async function ensureInstalled(say) {
  const wanted = stamp()
  if (existsSync(node24) && (read(stampFile) === wanted || (await isInstalledByHand()))) {
    if (read(stampFile) !== wanted) writeFileSync(stampFile, wanted)
    return
  }
  say('Installing packages… (a minute or two, only after a clone or an update)')
  const { code, output } = await npm([installVerb(), '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'])
  if (code !== 0) {
    throw new Error(
      `${output}\nInstalling the packages failed. Check the network and start again; if npm speaks of the lock file, run "npm install" first.`,
    )
  }
  if (!existsSync(node24)) {
    throw new Error(
      'npm did not run the install scripts of the packages, so Node 24 is missing.\n' +
        'Run "npm ci --include=dev --ignore-scripts=false", then start again.',
    )
  }
  mkdirSync(modules, { recursive: true })
  writeFileSync(stampFile, wanted)
}

/** What is wanted: the lock file's content, on this kind of machine (binaries come with the packages). */
function stamp() {
  return `${createHash('sha256').update(readFileSync(lockFile)).digest('hex')} ${process.platform} ${process.arch}\n`
}

/** Whether somebody's own `npm ci` or `npm install` brought everything already. */
async function isInstalledByHand() {
  const installed = readLock(inRoot('node_modules/.package-lock.json'))
  const wanted = readLock(lockFile)
  if (!installed || !wanted) return false
  const complete = Object.entries(wanted.packages).every(([path, entry]) => {
    if (!path.includes('node_modules/')) return true
    const present = installed.packages[path]
    return present ? present.version === entry.version : entry.optional === true
  })
  // The files may stem from another kind of machine, say through a shared folder.
  return complete && (await run([node24, '--version'], { capture: true })).code === 0
}

/**
 * Windows does not let go of the file of a running program, and the Node that runs this script may be the one in
 * node_modules. `npm ci` begins with deleting that folder; `npm install` changes only what differs.
 */
function installVerb() {
  return process.platform === 'win32' && existsSync(modules) ? 'install' : 'ci'
}

/**
 * Runs the npm that started us, with the Node it runs on: that one stays in place while node_modules is replaced.
 * @param {string[]} args
 */
function npm(args) {
  const cli = process.env.npm_execpath
  if (cli && /npm-cli\.[cm]?js$/.test(cli) && existsSync(cli)) {
    return run([process.env.npm_node_execpath ?? process.execPath, cli, ...args], { capture: true })
  }
  return run(['npm', ...args], { capture: true, shell: process.platform === 'win32' })
}

/** @param {string} file */
function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

/** @param {string} file @returns {Lock | undefined} */
function readLock(file) {
  const text = read(file)
  return text === undefined ? undefined : /** @type {Lock} */ (JSON.parse(text))
}
