import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeAt } from '../../server/tests/harness/factors.ts'
import { seriousFindings } from './harness/axe.ts'
import { openBrowser, type TestBrowser } from './harness/browser.ts'
import { type OpenServer, openServer } from './harness/open-server.ts'
import { password, register } from './harness/people.ts'
import { signIn } from './harness/sign-in.ts'
import { addVirtualAuthenticator, type PageAuthenticator } from './harness/virtual-authenticator.ts'

let server: OpenServer
let browser: TestBrowser
let page: Page
let authenticator: PageAuthenticator

beforeAll(async () => {
  server = await openServer()
  browser = await openBrowser({ reducedMotion: true })
  page = browser.page
  page.setDefaultTimeout(8_000)
  authenticator = await addVirtualAuthenticator(page)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const button = (name: string) => page.getByRole('button', { name, exact: true })
const dialog = (name: string) => page.getByRole('dialog', { name })
const openSettings = () => page.goto(`${server.url}/settings/sign-in`)
const welcome = () => page.getByRole('heading', { name: /^Welcome/ }).waitFor()
/** As on a device that nobody has signed in on. */
async function forgetSession(): Promise<void> {
  await page.context().clearCookies()
  await page.goto(`${server.url}/sign-up`)
  await page.evaluate(() => localStorage.clear())
  await page.goto(server.url)
}
/** Gives name and password; the second step comes up. */
async function giveFirstFactor(userName: string): Promise<void> {
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByLabel('User name').fill(userName)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await button('Sign in').click()
  await page.getByRole('heading', { name: 'One more step' }).waitFor()
}
/** Nothing serious, and nothing beyond the edge, on a phone. */
async function examine(): Promise<void> {
  const before = page.viewportSize() ?? { width: 1440, height: 900 }
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await seriousFindings(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  await page.setViewportSize(before)
}

describe('an authenticator app', () => {
  let secret: string
  let used: string
  let codes: string[]

  it('is set up with a QR code, and gives recovery codes to keep', async () => {
    await authenticator.enable(false)
    const ada = await register(server.url, 'ada', 'Ada')
    await signIn(page, server.url, { person: ada, path: '/settings/sign-in' })
    await page.getByText('You have no passkeys yet.').waitFor()
    await button('Set up').click()
    await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor()
    await examine()
    secret = (await dialog('Authenticator app').locator('p').first().textContent())?.replaceAll(' ', '') ?? ''
    const field = page.getByLabel('Code from the app')
    expect(await field.getAttribute('autocomplete')).toBe('one-time-code')
    await field.fill('12')
    await button('Turn on').click()
    await page.getByText('Enter the six digits that the app shows.').waitFor()
    await field.fill(codeAt(secret, 30))
    await button('Turn on').click()
    await page.getByText('This code does not match').waitFor()
    used = codeAt(secret, -1)
    await field.fill(used)
    await button('Turn on').click()
    const items = dialog('Keep these recovery codes').getByRole('listitem')
    await items.first().waitFor()
    codes = await items.allTextContents()
    expect(codes).toHaveLength(10)
    await examine()
    await button('Copy').click()
    await button('Copied').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(codes[9])
    const [download] = await Promise.all([page.waitForEvent('download'), button('Download').click()])
    expect(download.suggestedFilename()).toBe('recovery-codes.txt')
    await page.keyboard.press('Escape')
    await button('I have kept them').click()
    await page.getByText('10 codes left').waitFor()
  })

  it('is asked for after the password', async () => {
    await forgetSession()
    await giveFirstFactor('ada')
    await examine()
    await page.getByLabel('Code from the app').fill(used)
    await button('Continue').click()
    await page.getByText('it was used before').waitFor()
    await page.getByLabel('Code from the app').fill(codeAt(secret))
    await page.keyboard.press('Enter')
    await welcome()
  })

  it('can be replaced for once by a recovery code', async () => {
    await forgetSession()
    await giveFirstFactor('ada')
    await button('Use a recovery code').click()
    await page.getByLabel('Recovery code', { exact: true }).fill(codes[0]?.toUpperCase() ?? '')
    await button('Continue').click()
    await welcome()
    await openSettings()
    await page.getByText('9 codes left').waitFor()
  })
})

describe('a passkey', () => {
  it('is added, renamed and asked for after the password', async () => {
    await authenticator.enable(true)
    await forgetSession()
    const bea = await register(server.url, 'bea', 'Bea')
    await signIn(page, server.url, { person: bea, path: '/settings/sign-in' })
    await button('Add a passkey').click()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Laptop')
    await dialog('Add a passkey').getByRole('button', { name: 'Add a passkey' }).click()
    await button('I have kept them').click()
    await button('Rename Laptop').click()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Old laptop')
    await button('Save').click()
    await page.getByText('Old laptop').waitFor()
    await examine()
    await authenticator.enable(false)
    await forgetSession()
    await giveFirstFactor('bea')
    await authenticator.enable(true)
    await button('Use a passkey').click()
    await welcome()
  })

  it('makes an account without a password and signs in to it alone', async () => {
    await authenticator.enable(false)
    await forgetSession()
    await authenticator.forget()
    await page.goto(`${server.url}/sign-up`)
    await button('Use a passkey instead of a password').click()
    await page.getByText('Enter a user name.').waitFor()
    await page.getByLabel('User name').fill('cleo')
    await authenticator.enable(true)
    await button('Use a passkey instead of a password').click()
    await welcome()
    await openSettings()
    await button('Remove My passkey').click()
    await dialog('Remove My passkey?').getByRole('button', { name: 'Remove' }).click()
    await page.getByText('This is your only way to sign in.').waitFor()
    await button('Cancel').click()
    await authenticator.enable(false)
    await forgetSession()
    await page.getByRole('link', { name: 'Sign in' }).click()
    await authenticator.waitForOfferInField()
    await authenticator.enable(true)
    await button('Sign in with a passkey').click()
    await welcome()
    // A browser calls each refusal an error; the tests above provoked some.
    expect(browser.errors.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([])
  })
})
