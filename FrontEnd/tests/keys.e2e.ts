import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BrowserOptions, openBrowser, type TestBrowser } from './harness/browser.ts'
import { examine, fourLooks } from './harness/examine.ts'
import { type OpenServer, openServer } from './harness/open-server.ts'
import { password, type Person } from './harness/people.ts'
import { signIn } from './harness/sign-in.ts'

let server: OpenServer
const browsers: TestBrowser[] = []
/** A name of its own for each try, when the first one is asked again. */
let tries = 0
let person: Person
let words: string[] = []

beforeAll(async () => {
  server = await openServer()
})
afterAll(async () => {
  for (const browser of browsers) await browser.close()
  await server?.stop()
})

async function open(options: BrowserOptions = {}): Promise<Page> {
  const browser = await openBrowser({ reducedMotion: true, ...options })
  browsers.push(browser)
  browser.page.setDefaultTimeout(15_000)
  return browser.page
}
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const devices = (page: Page) => page.getByRole('list', { name: 'Your devices' }).getByRole('listitem')
const reads = (page: Page) => page.getByText('This device can read everything').waitFor()
async function openNewDevice(): Promise<Page> {
  const page = await open()
  await signIn(page, server.url, { person, path: '/settings/keys' })
  await page.getByText('This device cannot read your messages yet').waitFor()
  return page
}
/** Pictures for people show more than what axe needs. */
const look = (page: Page, name: string) => examine(page, `keys-${name}`, process.env.PICTURES ? fourLooks : undefined)
/** Moves the focus there by Tab alone, then presses Enter. */
async function enterByTab(page: Page, name: string): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    const focused = await page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
    if (focused === name) return page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
  }
  throw new Error(`no way by Tab to ${name}`)
}

describe('own keys', () => {
  let first: Page
  let second: Page

  it('are made at sign-up without a question', async () => {
    person = { userName: `ida-${(tries += 1)}`, password } as Person
    first = await open()
    await first.goto(`${server.url}/sign-up`)
    await first.getByLabel('User name').fill(person.userName)
    await first.getByLabel('Password', { exact: true }).fill(password)
    await button(first, 'Create account').click()
    await first.getByRole('heading', { name: /^Welcome/ }).waitFor()
    await first.goto(`${server.url}/settings/keys`)
    await reads(first)
    await devices(first).getByText('This device').waitFor()
    await first.getByText('Recovery is not set up').waitFor()
    const kept = await first.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))
    expect(kept.filter((name) => name?.startsWith('chaos.keys.'))).toHaveLength(1)
    await look(first, 'first')
    await first.goto(`${server.url}/settings/account`)
    await button(first, 'Sign out').click()
    const question = first.getByRole('dialog', { name: 'Sign out of your only device?' })
    await question.waitFor()
    await look(first, 'only-device')
    await question.press('Escape')
    await question.waitFor({ state: 'detached' })
    await button(first, 'Sign out').click()
    await button(first, 'Set up recovery').click()
    await first.getByText('Recovery is not set up').waitFor()
    await first.reload()
    await reads(first)
    await devices(first).first().waitFor()
    expect(await devices(first).count()).toBe(1)
  })

  it('come to a second browser by six digits, with the keyboard alone', async () => {
    second = await openNewDevice()
    await look(second, 'new-device')
    await enterByTab(second, 'Approve from another device')
    await second.getByRole('dialog', { name: 'Look at your other device' }).waitFor()
    await look(second, 'joining-asked')

    await first.goto(server.url)
    await first.getByRole('dialog', { name: 'A new device wants to read your messages' }).waitFor()
    await look(first, 'approving-asked')
    await enterByTab(first, 'It is mine')
    const code = await second.getByLabel('Six digits').textContent()
    await look(second, 'joining-code')
    await first.getByRole('dialog', { name: 'Type the digits that the new device shows' }).waitFor()
    await look(first, 'approving-code')
    await first.keyboard.type('12')
    await first.keyboard.press('Enter')
    await first.getByText('Enter the six digits that the new device shows.').waitFor()
    await first.keyboard.press('Control+A')
    await first.keyboard.type(code ?? '')
    await first.keyboard.press('Enter')
    await first.getByRole('dialog', { name: 'The device was added' }).waitFor()
    await look(first, 'added')
    await first.keyboard.press('Enter')
    await second.getByRole('dialog', { name: 'Did your other device take the digits?' }).waitFor()
    await look(second, 'joining-admitted')
    await enterByTab(second, 'Yes, it was added')
    await reads(second)
    await devices(second).nth(1).waitFor()
  })

  it('declines a device that is not one’s own', async () => {
    const stranger = await openNewDevice()
    await button(stranger, 'Approve from another device').click()
    await button(first, 'Decline').click()
    await stranger.getByRole('dialog', { name: 'The other device did not let this one in' }).waitFor()
    await look(stranger, 'declined')
    await button(stranger, 'Close').click()
    await second.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('have a recovery code that is shown once and typed back', async () => {
    await first.goto(`${server.url}/settings/keys`)
    await button(first, 'Set up recovery').click()
    const list = first.getByRole('list', { name: 'Recovery words' })
    await list.waitFor()
    words = await list.getByRole('listitem').allTextContents()
    expect(words).toHaveLength(9)
    expect(await button(first, 'Continue').isDisabled()).toBe(true)
    await button(first, 'Copy').click()
    await button(first, 'Copied').waitFor()
    expect(await first.evaluate(() => navigator.clipboard.readText())).toBe(words.join(' '))
    await look(first, 'words')
    await first.getByLabel('I wrote them down').check()
    await button(first, 'Continue').click()
    const fields = first.getByRole('dialog', { name: 'Type two of the words' }).getByRole('textbox')
    await fields.first().fill('wrong')
    await button(first, 'Finish').click()
    await first
      .getByText(/^This is not word/)
      .first()
      .waitFor()
    await look(first, 'words-wrong')
    for (const field of await fields.all()) {
      const label = await field.evaluate((input: HTMLInputElement) => input.labels?.[0]?.textContent ?? '')
      await field.fill(words[Number(/\d+/.exec(label)?.[0]) - 1] ?? '')
    }
    await button(first, 'Finish').click()
    await first.getByText('Recovery is set up.').waitFor()
    await first.getByRole('dialog').waitFor({ state: 'detached' })
    await look(first, 'recovery-set')
  })

  it('come to a third browser by the recovery code', async () => {
    const third = await openNewDevice()
    await button(third, 'Use the recovery words').click()
    const field = third.getByLabel('Nine words')
    await field.fill('two words')
    await button(third, 'Continue').click()
    await third.getByText('There are nine recovery words, of five letters each.').waitFor()
    await look(third, 'recover-wrong')
    await field.fill(words.join('-').toUpperCase())
    await button(third, 'Continue').click()
    await reads(third)
    await devices(third).nth(2).waitFor()
  })

  it('leave a browser that is removed, which is signed out and says so', async () => {
    await devices(first).nth(2).waitFor()
    await devices(second)
      .first()
      .getByRole('button', { name: /^Rename / })
      .click()
    await second.getByRole('textbox', { name: 'Name', exact: true }).fill('Couch')
    await button(second, 'Save').click()
    await devices(first).getByText('Couch').waitFor()
    await button(first, 'Remove Couch').click()
    const question = first.getByRole('dialog', { name: 'Remove Couch?' })
    await question.waitFor()
    await look(first, 'revoke')
    await question.getByRole('button', { name: 'Remove' }).click()
    await second.getByText('You were signed out here from another of your devices.').waitFor()
    await devices(first).getByText('Couch').waitFor({ state: 'detached' })
    await signIn(second, server.url, { person, path: '/' })
    await second.getByText('This device cannot read your messages yet.').waitFor()
    await look(second, 'banner')
    await second.getByRole('link', { name: 'See what to do' }).click()
    await second.getByText(/^This device was removed from your devices/).waitFor()
    await look(second, 'revoked')
  })

  it('begin afresh, and the browsers before say that the identity is another one', async () => {
    await button(second, 'Begin afresh').click()
    const question = second.getByRole('dialog', { name: 'Begin afresh?' })
    await question.waitFor()
    await look(second, 'afresh')
    await question.getByRole('button', { name: 'Begin afresh' }).click()
    await reads(second)
    await devices(second).first().waitFor()
    expect(await devices(second).count()).toBe(1)
    await first.getByText('Your keys were replaced from another device').waitFor()
    await look(first, 'changed')
    await button(first, 'Go on with the new keys').click()
    await first.getByText('This device cannot read your messages yet').waitFor()
  })
})
