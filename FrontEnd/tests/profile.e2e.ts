import { readFile } from 'node:fs/promises'
import { unzipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plainPicture } from '../../server/tests/harness/pictures.ts'
import { seriousFindings } from './harness/axe.ts'
import { openBrowser, type TestBrowser } from './harness/browser.ts'
import { joinCall, leaveCall } from './harness/call.ts'
import { type OpenServer, openServer } from './harness/open-server.ts'
import { gather, type Person } from './harness/people.ts'
import { signIn } from './harness/sign-in.ts'

let server: OpenServer
let browsers: TestBrowser[]
let first: Page
let second: Page
let ada: Person
let room: string

beforeAll(async () => {
  server = await openServer()
  const { people, path } = await gather(server.url, ['Ada', 'Boris'])
  const [owner] = people
  if (!owner) throw new Error('nobody there')
  ada = owner
  room = path
  browsers = await Promise.all([openBrowser(), openBrowser()])
  const [one, other] = browsers
  if (!one || !other) throw new Error('no browser')
  first = one.page
  second = other.page
  await Promise.all([
    signIn(first, server.url, { person: ada, path: '/settings/profile' }),
    signIn(second, server.url, { person: ada, path: room }),
  ])
})
afterAll(async () => {
  await Promise.all((browsers ?? []).map((browser) => browser.close()))
  await server?.stop()
})

const choose = async (name: string, buffer: Buffer) =>
  first.locator('input[type="file"]').setInputFiles({ name, mimeType: 'image/png', buffer })
const settings = (page: Page, section: string) => page.goto(`${server.url}/settings/${section}`)
/** Pictures that are there, not only asked for. */
const shownPictures = (page: Page) =>
  page.waitForFunction(() => {
    const pictures = [...document.querySelectorAll<HTMLImageElement>('img[src^="/api/users/avatars/"]')]
    return pictures.length > 0 && pictures.every(({ naturalWidth }) => naturalWidth > 0) && pictures.length
  })

describe('a picture', () => {
  it('that is none says so, and another can be chosen', async () => {
    await first.getByRole('button', { name: 'Choose a picture' }).waitFor()
    await choose('notes.png', Buffer.from('not a picture'))
    await first.getByText('This file cannot be opened as a picture.').waitFor()
    expect(await first.getByRole('dialog').count()).toBe(0)
  })

  it('is cut by hand and by keyboard, and shows at once on the second browser', async () => {
    await choose('wide.png', await plainPicture('png', '#2060c0', 800, 400))
    const dialog = first.getByRole('dialog', { name: 'Cut your picture' })
    await dialog.waitFor()
    const position = () =>
      dialog
        .locator('img')
        .first()
        .evaluate((image) => image.style.left)
    expect(await position()).toBe('-132px')
    const box = await dialog.locator('img').first().locator('..').boundingBox()
    if (!box) throw new Error('no picture to drag')
    await first.mouse.move(box.x + 100, box.y + 100)
    await first.mouse.down()
    await first.mouse.move(box.x + 150, box.y + 100, { steps: 5 })
    await first.mouse.up()
    expect(await position()).toBe('-82px')
    await dialog.getByRole('slider', { name: 'Left to right' }).focus()
    await first.keyboard.press('End')
    expect(await position()).toBe('-264px')
    await dialog.getByRole('slider', { name: 'Size' }).focus()
    await first.keyboard.press('ArrowRight')
    expect(Number.parseFloat(await position())).toBeLessThan(-264)
    expect(await seriousFindings(first)).toEqual([])
    await dialog.getByRole('button', { name: 'Use picture' }).click()
    await dialog.waitFor({ state: 'detached' })
    await shownPictures(first)
    // In the own panel and among the people of the community.
    expect(await (await shownPictures(second)).jsonValue()).toBe(2)
  })

  it('is on the card that the list of people opens, with the words about oneself', async () => {
    await first.getByLabel('About you').fill('I read aloud.')
    await first.getByLabel('Name others see').fill('Ada the Reader')
    await first.getByRole('button', { name: 'Save' }).click()
    await first.getByText('Saved.').waitFor()
    expect(await seriousFindings(first)).toEqual([])
    await second
      .getByRole('listitem')
      .getByRole('button', { name: /Ada the Reader/ })
      .click()
    const card = second.getByRole('dialog', { name: 'Profile of Ada the Reader' })
    await card.getByText('I read aloud.').waitFor()
    await second.keyboard.press('Escape')
    await card.waitFor({ state: 'detached' })
  })

  it('goes everywhere when it is removed', async () => {
    await first.getByRole('button', { name: 'Remove' }).click()
    for (const page of [first, second])
      await page.waitForFunction(() => !document.querySelector('img[src^="/api/users/avatars/"]'))
  })
})

it('preferences follow to the second browser and back, and devices do not', async () => {
  const themeOf = (page: Page, theme: string) =>
    page.waitForFunction((wanted) => document.documentElement.dataset.theme === wanted, theme)
  await settings(first, 'appearance')
  await first.getByRole('button', { name: 'Light' }).click()
  await themeOf(second, 'light')
  await settings(second, 'devices')
  await second.getByRole('switch', { name: 'Enter rooms muted' }).click()
  await second.goto(server.url + room)
  await joinCall({ page: second })
  await second.getByRole('button', { name: 'Unmute', exact: true }).waitFor()
  await leaveCall({ page: second })
  await settings(first, 'devices')
  const muted = first.getByRole('switch', { name: 'Enter rooms muted' })
  await first.waitForFunction(() => localStorage.getItem('chaos.preferences')?.includes('"joinMuted":true'))
  expect(await muted.isChecked()).toBe(true)
  await first.context().setOffline(true)
  await muted.click()
  await first.waitForFunction(() => localStorage.getItem('chaos.preferences.unsent')?.includes('"joinMuted":false'))
  await first.context().setOffline(false)
  await first.reload()
  await second.waitForFunction(() => localStorage.getItem('chaos.preferences')?.includes('"joinMuted":false'))
})

it('an archive is made and saved by the browser', async () => {
  await settings(first, 'my-data')
  await first.getByRole('button', { name: 'Make an archive' }).click()
  const button = first.getByRole('button', { name: 'Download' })
  await button.waitFor()
  expect(await seriousFindings(first)).toEqual([])
  const [download] = await Promise.all([first.waitForEvent('download'), button.click()])
  expect(download.suggestedFilename()).toMatch(/^chaos-\d{4}-\d\d-\d\d\.zip$/)
  const files = unzipSync(new Uint8Array(await readFile(await download.path())))
  expect(Buffer.from(files['account.json'] ?? []).toString()).toContain('Ada the Reader')
})

describe('deletion', () => {
  it('is refused while others need the owner, with a word about what to do', async () => {
    await first.getByRole('button', { name: 'Delete my account' }).click()
    const dialog = first.getByRole('dialog', { name: 'Delete your account?' })
    await dialog.getByLabel('User name').fill('boris')
    await dialog.getByRole('button', { name: 'Delete account' }).click()
    await dialog.getByText('This is not your user name.').waitFor()
    await dialog.getByLabel('User name').fill('ada')
    await dialog.getByRole('button', { name: 'Delete account' }).click()
    await dialog.getByText(/Make somebody else the owner/).waitFor()
    expect(await seriousFindings(first)).toEqual([])
  })

  it('signs out at once; signing in again offers to keep the account', async () => {
    const boris = { ...ada, userName: 'boris' }
    await second.context().clearCookies()
    await second.evaluate(() => localStorage.clear())
    await signIn(second, server.url, { person: boris, path: '/settings/my-data' })
    await second.getByRole('button', { name: 'Delete my account' }).click()
    const dialog = second.getByRole('dialog', { name: 'Delete your account?' })
    await dialog.getByLabel('User name').fill('boris')
    await dialog.getByRole('button', { name: 'Delete account' }).click()
    await second.getByText(/Until then you can sign in and keep it/).waitFor()
    await second.getByLabel('User name').fill('boris')
    await second.getByLabel('Password', { exact: true }).fill(boris.password)
    await second.getByRole('button', { name: 'Sign in', exact: true }).click()
    await second.getByRole('heading', { name: 'Your account will be erased' }).waitFor()
    await second.reload()
    await second.getByRole('heading', { name: 'Your account will be erased' }).waitFor()
    expect(await seriousFindings(second)).toEqual([])
    await second.getByRole('button', { name: 'Keep my account' }).click()
    await second.getByRole('link', { name: 'Settings' }).first().waitFor()
    await second.goto(server.url)
    await second.getByRole('heading', { name: 'Welcome, Boris' }).waitFor()
  })

  it('and the pages themselves report no error', () => {
    const expected = /status of (401|403|404|409|415|422)|ERR_INTERNET_DISCONNECTED/
    for (const { errors } of browsers) expect(errors.filter((error) => !expected.test(error))).toEqual([])
  })
})
