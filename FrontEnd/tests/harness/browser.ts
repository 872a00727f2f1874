import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

export type BrowserOptions = {
  /** 48 kHz mono WAV that the microphone plays once. Without it the browser beeps about once a second. */
  microphoneFile?: string
  /** Plays the file from its start again when it ends. */
  loop?: boolean
  viewport?: { width: number; height: number }
  colorScheme?: 'dark' | 'light'
  reducedMotion?: boolean
  touch?: boolean
  /** Further switches of the browser. */
  args?: string[]
}

export type TestBrowser = {
  context: BrowserContext
  page: Page
  /** Problems that the page's own code reported so far: uncaught errors, and console errors. */
  errors: string[]
  close(): Promise<void>
}

/** What every Chromium of a test or benchmark is started with. */
export const browserFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
]

/** `CHROMIUM_PATH`, or where Linux distributions put the browser. */
export function findChromium(): string {
  const places = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  const found = places.find((place) => place !== undefined && existsSync(place))
  if (!found) throw new Error('No Chromium found: set CHROMIUM_PATH')
  return found
}

let shared: { browser: Promise<Browser> | null } | null = null

/**
 * From now on people who bring nothing of their own share one browser, each with storage of their own in it: a browser
 * costs a small machine two seconds. Returns what closes it.
 */
export function shareBrowser(): () => Promise<void> {
  const own: NonNullable<typeof shared> = { browser: null }
  shared = own
  return async () => {
    shared = null
    await (await own.browser)?.close()
  }
}

/** Two devices that make a channel's next key at once: one hears 409, and takes the other's. */
const lostRace = /status of 409 .*\/keys\/generations/

/** A person's browser: nothing is shared with the other people of a test but, perhaps, the program. */
export async function openBrowser(options: BrowserOptions = {}): Promise<TestBrowser> {
  const isOrdinary = options.microphoneFile === undefined && options.args === undefined
  const { context, close } = await (isOrdinary && shared ? openContext(options) : openProfile(options))
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const page = context.pages()[0] ?? (await context.newPage())
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message))
  page.on('console', (message) => {
    const text = `${message.text()} (${message.location().url})`
    if (message.type() === 'error' && !lostRace.test(text)) errors.push(text)
  })
  return { context, page, errors, close }
}

type Opened = { context: BrowserContext; close(): Promise<void> }

const launch = (args: readonly string[]) => ({
  executablePath: findChromium(),
  headless: true,
  args: [...browserFlags, ...args],
})
const look = ({ viewport, colorScheme, reducedMotion = false, touch = false }: BrowserOptions) => ({
  viewport: viewport ?? { width: 1440, height: 900 },
  colorScheme: colorScheme ?? ('dark' as const),
  reducedMotion: reducedMotion ? ('reduce' as const) : ('no-preference' as const),
  hasTouch: touch,
  locale: 'en-US',
})

async function openContext(options: BrowserOptions): Promise<Opened> {
  if (!shared) throw new Error('no browser is shared')
  shared.browser ??= chromium.launch(launch([]))
  const context = await (await shared.browser).newContext(look(options))
  return { context, close: () => context.close() }
}

async function openProfile(options: BrowserOptions): Promise<Opened> {
  const { microphoneFile, loop = false, args = [] } = options
  const profile = await mkdtemp(join(tmpdir(), 'chaos-profile-'))
  const microphone = microphoneFile
    ? [`--use-file-for-fake-audio-capture=${microphoneFile}${loop ? '' : '%noloop'}`]
    : []
  const context = await chromium.launchPersistentContext(profile, {
    ...launch([...microphone, ...args]),
    ...look(options),
  })
  return {
    context,
    async close() {
      await context.close()
      await rm(profile, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}
