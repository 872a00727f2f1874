import type { Page } from 'playwright-core'
import { installTap } from './audio-tap.ts'
import { type BrowserOptions, openBrowser, type TestBrowser } from './browser.ts'
import type { Person } from './people.ts'
import { signIn } from './sign-in.ts'

export type Caller = TestBrowser & { person: Person }

export type Room = { url: string; path: string }

type CallerOptions = BrowserOptions & { beforeOpen?: (page: Page) => Promise<void> }

/** Opens somebody's browser, signed in and in front of the room. */
export async function openCaller(room: Room, person: Person, options: CallerOptions = {}): Promise<Caller> {
  const browser = await openBrowser(options)
  await installTap(browser.page)
  await options.beforeOpen?.(browser.page)
  await signIn(browser.page, room.url, { person, path: room.path })
  return { ...browser, person }
}

export const dock = (page: Page) => page.getByRole('region', { name: 'Your call' })
export const tiles = (page: Page) => page.getByRole('list', { name: 'People in this room' })
export const tileOf = (page: Page, name: string) => tiles(page).getByRole('listitem').filter({ hasText: name })

export async function joinCall({ page }: Pick<Caller, 'page'>): Promise<void> {
  await page.getByRole('button', { name: /^(Talk|Join and talk)$/ }).click()
  await dock(page).getByText('Connected').waitFor({ timeout: 15_000 })
  await page.getByRole('button', { name: 'Encrypted: show the privacy code' }).waitFor({ timeout: 15_000 })
}

export async function leaveCall({ page }: Pick<Caller, 'page'>): Promise<void> {
  await dock(page).getByRole('button', { name: 'Leave' }).click()
  await dock(page).waitFor({ state: 'hidden' })
}

/** The four groups of digits, as a person reads them. */
export async function privacyCode({ page }: Pick<Caller, 'page'>): Promise<string> {
  await page.getByRole('button', { name: 'Encrypted: show the privacy code' }).click()
  const dialog = page.getByRole('dialog', { name: 'Privacy code' })
  const code = (await dialog.locator('p span').allInnerTexts()).join(' ')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  return code
}

/** Asks again until it holds; fails with what was seen last. */
export async function eventually<T>(
  look: () => Promise<T>,
  holds: (seen: T) => boolean,
  withinMs = 10_000,
): Promise<T> {
  const deadline = Date.now() + withinMs
  for (;;) {
    const seen = await look()
    if (holds(seen)) return seen
    if (Date.now() > deadline) throw new Error(`still ${JSON.stringify(seen)} after ${withinMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
