import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram, installOnDebian } from './debian.mjs'

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
  say('Installing Chromium for the browser tests…')
  const output = await installOnDebian('chromium')
  const installed = await findChromium()
  if (installed !== undefined) return installed
  if (output) say(output)
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
  return findProgram(names) ?? usualPlaces.find((path) => existsSync(path)) ?? (await playwrightsOwn())
}

/** The one that `npx playwright-core install chromium` downloads. */
async function playwrightsOwn() {
  const { chromium } = await import('playwright-core')
  const path = chromium.executablePath()
  return existsSync(path) ? path : undefined
}
