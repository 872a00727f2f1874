import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousFindings } from './harness/axe.ts'
import { eventually } from './harness/call.ts'
import { openBrowser, type TestBrowser } from './harness/browser.ts'
import { type OpenServer, openServer } from './harness/open-server.ts'
import { password, register } from './harness/people.ts'
import { signInToHome } from './harness/steps.ts'

let server: OpenServer
let browser: TestBrowser
let other: TestBrowser
let page: Page
let setUpUrl: string

beforeAll(async () => {
  server = await openServer()
  setUpUrl = /first becomes it: (\S+)/.exec(server.output())?.[1] ?? ''
  ;[browser, other] = await Promise.all([openBrowser({ reducedMotion: true }), openBrowser({ reducedMotion: true })])
  page = browser.page
})
afterAll(async () => {
  await browser?.close()
  await other?.close()
  await server?.stop()
})

const looks = [
  { colorScheme: 'light', width: 390, height: 844 },
  { colorScheme: 'dark', width: 1440, height: 900 },
] as const

/** In both themes, at the narrowest and the widest. */
async function examine(name: string): Promise<void> {
  for (const { colorScheme, ...size } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize(size)
    await page.waitForFunction((scheme) => document.documentElement.dataset.theme === scheme, colorScheme)
    expect(await seriousFindings(page), `${name}, ${colorScheme}, ${size.width}`).toEqual([])
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow, `${name} scrolls sideways at ${size.width}`).toBeLessThanOrEqual(0)
  }
}
const heading = (name: string) => page.getByRole('heading', { name, level: 1 })

describe('the first owner', () => {
  it('comes in by the printed link, once', async () => {
    await page.goto(setUpUrl)
    await heading('Make this server yours').waitFor()
    await examine('set-up')
    await page.getByLabel('User name').fill('admin')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.keyboard.press('Enter')
    await heading('Server settings').waitFor()

    await other.page.goto(setUpUrl)
    await other.page.getByRole('heading', { name: 'This link does not work' }).waitFor()
  })
})

describe('an owner', () => {
  it('names the server, and everybody sees it', async () => {
    await page.getByLabel('Name of the server').fill('Radio Nord')
    await page.getByLabel('Welcome text (optional)').fill('Hello from the north')
    await page.getByLabel('At most, in days').fill('0')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('A whole number from 1 to 365.').waitFor()
    await page.getByLabel('At most, in days').fill('60')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved.').waitFor()
    await page.waitForFunction(() => document.title.endsWith('Radio Nord'))
    await examine('server settings')
    await other.page.goto(server.url)
    await other.page.getByText('Radio Nord', { exact: true }).waitFor()
    await other.page.getByText('Hello from the north').waitFor()
  })

  it('finds somebody, disables the account, and that person is out at once', async () => {
    const eve = await register(server.url, 'eve', 'Еve Black')
    await signInToHome(other.page, server.url, eve)
    await page.goto(`${server.url}/settings`)
    await page.getByRole('link', { name: 'Server' }).click()
    await page.getByRole('link', { name: 'Accounts' }).click()
    await page.getByLabel('Begins with').fill('EV')
    const row = page.getByRole('list', { name: 'Accounts found' }).getByRole('link')
    await page.waitForFunction(() => document.querySelectorAll('[aria-label="Accounts found"] a').length === 1)
    // The first letter of the name is Cyrillic.
    await row.getByRole('img', { name: /mixes alphabets/ }).waitFor()
    await examine('accounts')
    await row.click()
    await page.getByRole('heading', { name: 'Еve Black' }).waitFor()
    await examine('one account')
    await page.getByRole('button', { name: 'Disable account' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Disable account' }).click()
    await page.getByText('Say why.').waitFor()
    await page.getByLabel('Reason').fill('Spam in the lounge')
    await page.getByRole('dialog').getByRole('button', { name: 'Disable account' }).click()
    await page.getByText('Why it is disabled').waitFor()

    await other.page.getByLabel('Password', { exact: true }).waitFor()
    await other.page.getByLabel('User name').fill('eve')
    await other.page.getByLabel('Password', { exact: true }).fill('not the password')
    await other.page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await other.page.getByText('The user name or the password does not match.').waitFor()
    await other.page.getByLabel('Password', { exact: true }).fill(password)
    await other.page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await other.page.getByText('This account was disabled by an administrator.').waitFor()
  })

  it('reads in words what happened, and who did it', async () => {
    await page.getByRole('link', { name: 'Security log' }).click()
    const log = page.getByRole('list', { name: 'Security log' })
    await log.getByText('The account of eve was disabled').waitFor()
    await page.getByRole('button', { name: 'Check the log' }).click()
    await page.getByText('nothing was changed or removed').waitFor()
    await examine('security log')
    await page.getByLabel('Concerns').fill('nobody')
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await page.getByText('Nobody here is called “nobody”.').waitFor()
    await page.getByLabel('Concerns').fill('')
    await page.getByLabel('What').click()
    await page.getByRole('option', { name: 'The server’s settings were changed' }).click()
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await eventually(
      () => log.getByRole('listitem').count(),
      (count) => count === 1,
    )
    await log.getByText('serverName.after: Radio Nord').waitFor()
  })
})

it('others find no way in', async () => {
  const ada = await register(server.url, 'ada', 'Ada')
  await signInToHome(other.page, server.url, ada)
  await other.page.goto(`${server.url}/settings`)
  await other.page.getByRole('link', { name: 'Account' }).waitFor()
  expect(await other.page.getByRole('link', { name: 'Server' }).count()).toBe(0)
  await other.page.goto(`${server.url}/administration/users`)
  await other.page.getByRole('heading', { name: 'This is for administrators' }).waitFor()
})

it('and the pages report no error of their own', () => {
  const expected = /status of (400|401|403|404)/
  expect([...browser.errors, ...other.errors].filter((error) => !expected.test(error))).toEqual([])
})
