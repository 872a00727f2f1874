import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousFindings } from './harness/axe.ts'
import { openBrowser, type TestBrowser } from './harness/browser.ts'
import { dock, eventually } from './harness/call.ts'
import { type OpenServer, openServer } from './harness/open-server.ts'
import { type Person, register } from './harness/people.ts'
import { signInToHome } from './harness/steps.ts'

let server: OpenServer
let owner: Person
let guest: Person
let host: TestBrowser
let visitor: TestBrowser

beforeAll(async () => {
  server = await openServer()
  owner = await register(server.url, 'olga', 'Olga Berg')
  guest = await register(server.url, 'gustav', 'Gustav Lind')
  host = await openBrowser()
  visitor = await openBrowser({ colorScheme: 'light' })
})
afterAll(async () => {
  await host?.close()
  await visitor?.close()
  await server?.stop()
})

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const item = (page: Page, name: string) => page.getByRole('menuitem', { name })
const choose = async (page: Page, label: string, option: string) => {
  await page.getByLabel(label).click()
  await page.getByRole('option', { name: option }).click()
}
const tour = (page: Page) => page.getByRole('region', { name: 'See who is in a room before you go in' })
const wellMade = async (page: Page) => expect(await seriousFindings(page)).toEqual([])

describe('a community from its first minute', () => {
  it('begins with a template, gets its settings and rules, is found and joined', async () => {
    const { page } = host
    await signInToHome(page, server.url, owner)
    await tour(page).waitFor()
    await wellMade(page)
    for (const step of ['Next', 'Next', 'Done']) await button(page, step).click()
    await page.getByText('Step 3 of 3').waitFor({ state: 'detached' })

    await button(page, 'Create community').click()
    const dialog = page.getByRole('dialog', { name: 'Create a community' })
    await dialog.getByLabel('Name of the community').fill('Night Radio')
    await dialog.getByRole('radio', { name: /^Podcast club/ }).check()
    await wellMade(page)
    await dialog.getByRole('button', { name: 'Create community' }).click()
    await button(page, 'Talk').waitFor()
    await page.getByRole('link', { name: /^Live show/ }).waitFor()

    await button(page, 'Night Radio').click()
    await item(page, 'Settings').click()
    await page.getByLabel('Description').fill('Slow talk about jazz records.')
    await page.getByLabel('Tags').fill('Jazz')
    await page.keyboard.press('Enter')
    await choose(page, 'Who can find it', 'Everybody: it is in the list to discover')
    await wellMade(page)
    await button(page, 'Save').click()
    await page.getByText('Saved.').waitFor()
    await page.getByRole('link', { name: 'Joining' }).click()
    await page.getByLabel('Rules of the community').fill('Be kind.\nOne talks, the others listen.')
    await page.getByLabel('Guests').check()
    await wellMade(page)
    await button(page, 'Save').click()
    await page.getByText('Saved.').waitFor()
    await page.keyboard.press('Escape')
    await button(page, 'Talk').waitFor()

    const other = visitor.page
    await signInToHome(other, server.url, guest)
    await button(other, 'Skip the tour').click()
    await other.reload()
    await other.getByRole('heading', { name: /^Welcome/ }).waitFor()
    expect(await tour(other).count()).toBe(0)
    await other.getByRole('link', { name: 'Discover communities' }).click()
    await other.getByLabel('Search').fill('jaz')
    await other.getByText('Slow talk about jazz records.').waitFor()
    await button(other, 'Tag: jazz').click()
    await wellMade(other)
    await button(other, 'Join Night Radio').click()
    await other.getByRole('heading', { name: 'The rules of Night Radio' }).waitFor()
    expect(await button(other, /^(Talk|Join and talk)$/).count()).toBe(0)
    await wellMade(other)
    await button(other, 'I agree to the rules').click()
    await button(other, 'Talk').waitFor()
  })

  it('from an invite to talking in at most four clicks', async () => {
    const { page } = host
    await button(page, 'Invite people').first().click()
    const dialog = page.getByRole('dialog', { name: 'Invite people to Night Radio' })
    const link = dialog.getByLabel('Invite link')
    const first = await link.inputValue()
    await button(page, 'Options of the link').click()
    await choose(page, 'Lets in', '1 person')
    await choose(page, 'Leads to', 'Studio')
    await wellMade(page)
    await button(page, 'Another link').click()
    const url = await eventually(
      () => link.inputValue().catch(() => first),
      (seen) => seen !== first,
    )
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: /^Studio/ }).click()
    await button(page, 'Talk').click()
    await dock(page).getByText('Connected').waitFor({ timeout: 15_000 })

    const other = visitor.page
    await register(server.url, 'nora', 'Nora Falk')
    await other.context().clearCookies()
    await other.goto(url)
    await other.getByText('Olga Berg invited you').waitFor()
    await other.getByText('1 person talking now').waitFor()
    await other.getByText('It has rules that you agree to before you talk.').waitFor()
    await wellMade(other)
    await other.getByLabel('User name').fill('newcomer')
    await other.getByLabel('Password', { exact: true }).fill('five quiet words here')
    let clicks = 0
    for (const name of ['Create account and join', 'I agree to the rules', 'Join and talk']) {
      await button(other, name).click()
      clicks += 1
    }
    await dock(other).getByText('Connected').waitFor({ timeout: 15_000 })
    expect(clicks).toBeLessThanOrEqual(4)

    await other.goto(url)
    await other.getByRole('heading', { name: 'This invite does not work' }).waitFor()
    await page.getByRole('region', { name: 'Your call' }).getByRole('button', { name: 'Leave' }).click()
  })

  it('its links are listed and ended, it is handed over, and who handed it over may go', async () => {
    const { page } = host
    await button(page, 'Night Radio').click()
    await item(page, 'Settings').click()
    await page.getByRole('link', { name: 'Invites' }).click()
    const links = page.getByRole('list', { name: 'Links that work' })
    await links.getByText('1 of 1 uses').waitFor()
    await wellMade(page)
    const before = await links.getByRole('listitem').count()
    await links
      .getByRole('button', { name: /^End the link/ })
      .first()
      .click()
    await eventually(
      () => links.getByRole('listitem').count(),
      (count) => count === before - 1,
    )
    await page.getByRole('link', { name: 'Leave or delete' }).click()
    expect(await button(page, 'Leave').isDisabled()).toBe(true)
    await choose(page, 'New owner', 'Gustav Lind (gustav)')
    await wellMade(page)
    await button(page, 'Hand over').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Hand over' }).click()
    await page.getByText('Gustav Lind is the owner now.').waitFor()
    await button(page, 'Leave').click()
    await page.getByRole('dialog', { name: 'Leave Night Radio?' }).getByRole('button', { name: 'Leave' }).click()
    await page.getByRole('heading', { name: /^Welcome/ }).waitFor()
    // It is public: its address still shows it, and the way in.
    await page.goBack()
    await button(page, 'Join Night Radio').waitFor()
    expect(host.errors.filter((error) => !error.includes('404'))).toEqual([])
  })
})
