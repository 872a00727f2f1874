import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from '../build/run.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) =>
    join(process.env[name] ?? '', 'Google/Chrome/Application/chrome.exe'),
  ),
]

/**
 * The Chromium or Chrome that the browser tests drive. On Debian as root it is installed when missing; elsewhere a
 * missing one is an Error whose message says how to get it.
 * @param {(line: string) => void} say
 * @returns {Promise<string>} the path of the program
 */
export async function ensureChromium(say) {
  const found = await findChromium()
  if (found !== undefined) return found
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('Installing Chromium with apt-get for the browser tests…')
    const output = await aptInstall()
    const installed = await findChromium()
    if (installed !== undefined) return installed
    say(output)
  }
  throw new Error(
    'The browser tests need Chromium or Chrome, and none was found. Install one (on Debian: apt-get install chromium),\n' +
      'or run "npx playwright-core install chromium", or put the path of one into CHROMIUM_PATH.',
  )
}

async function findChromium() {
  const wanted = process.env['CHROMIUM_PATH']
  if (wanted) {
    if (existsSync(wanted)) return wanted
    throw new Error(`CHROMIUM_PATH names ${wanted}, which does not exist.`)
  }
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin']
  const candidates = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...usualPlaces]
  return candidates.find((path) => existsSync(path)) ?? (await playwrightsOwn())
}

/** The one that `npx playwright-core install chromium` downloads. */
async function playwrightsOwn() {
  const { chromium } = await import('playwright-core')
  const path = chromium.executablePath()
  return existsSync(path) ? path : undefined
}

async function aptInstall() {
  const options = { capture: true, env: { DEBIAN_FRONTEND: 'noninteractive' } }
  const update = await run(['apt-get', 'update'], options)
  const install = await run(['apt-get', 'install', '-y', '--no-install-recommends', 'chromium'], options)
  return update.output + install.output
}
