import type { Browser, Page } from 'playwright-core'
import type { Person } from '../../tests/harness/people.ts'
import { signIn } from '../../tests/harness/sign-in.ts'
import { tape } from './direct.ts'
import { installProbe, type StepTimes } from './page-script.ts'

export type Room = { url: string; path: string }
export type Joining = {
  connectMs: number
  firstAudioMs: number
  /** When the steps of joining were done, ms after the click. */
  steps: StepTimes
}

const joinWithinMs = 15_000
const settleMs = 700

/** The web client as it ships, in a profile of its own, signed in, in front of the channel. */
export async function openClient(
  browser: Browser,
  { room, person, speech, encrypted }: { room: Room; person: Person; speech: Float32Array; encrypted: boolean },
): Promise<Page> {
  const context = await browser.newContext({
    bypassCSP: true,
    reducedMotion: 'reduce',
    viewport: { width: 1024, height: 640 },
  })
  const page = await context.newPage()
  await installProbe(page, { speech, encrypted })
  await signIn(page, room.url, { person, path: room.path })
  return page
}

const joinButton = (page: Page) => page.getByRole('button', { name: /^(Join and talk|Talk|Join)$/ })

export async function join(page: Page): Promise<void> {
  await joinButton(page).click()
  await page.waitForFunction(() => window.probe.connectedAtMs > 0, undefined, { timeout: joinWithinMs })
}

export async function leave(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Leave', exact: true }).first().click()
  await joinButton(page).waitFor({ timeout: joinWithinMs })
  await page.waitForTimeout(settleMs)
}

/** One click on "Join" while somebody is talking: until connected, and until the first sound. */
export async function measureJoining(page: Page): Promise<Joining> {
  await join(page)
  await page.waitForFunction(() => window.probe.firstAudioAtMs > 0, undefined, { timeout: joinWithinMs })
  const { clickedAtMs, connectedAtMs, firstAudioAtMs, steps } = await page.evaluate(() => ({ ...window.probe }))
  await leave(page)
  return {
    connectMs: connectedAtMs - clickedAtMs,
    firstAudioMs: firstAudioAtMs - clickedAtMs,
    steps: Object.fromEntries(Object.entries(steps).map(([name, atMs]) => [name, atMs - clickedAtMs])),
  }
}

export async function measureDelay(speaker: Page, listener: Page, seconds: number): Promise<number[]> {
  await join(listener)
  const measured = await tape(speaker, listener, seconds)
  await leave(listener)
  return measured
}
