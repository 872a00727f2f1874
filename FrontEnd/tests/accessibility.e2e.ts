import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type TestBrowser } from './harness/browser.ts'
import { joinCall, leaveCall, openCaller } from './harness/call.ts'
import { examine as examinePage, fourLooks } from './harness/examine.ts'
import { type OpenServer, openServer } from './harness/open-server.ts'
import { acceptInvite, createChannel, createCommunity, createInvite, type Person, register } from './harness/people.ts'
import { signInToHome } from './harness/steps.ts'

let server: OpenServer
let browser: TestBrowser
let page: Page
let address: (path: string) => string
let room: string
let community: string
let invite: string
let owner: Person

beforeAll(async () => {
  server = await openServer()
  address = (path) => server.url + path
  owner = await register(server.url, 'olga', 'Olga Berg')
  const { id } = await createCommunity(server.url, owner, 'Night Radio')
  community = `/communities/${id}`
  room = `${community}/channels/${(await createChannel(server.url, owner, id, 'Studio')).id}`
  invite = `/invite/${(await createInvite(server.url, owner, id)).code}`
  browser = await openBrowser({ reducedMotion: true })
  page = browser.page
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const examine = (name: string) => examinePage(page, name, fourLooks)
const heading = (name: string | RegExp) => page.getByRole('heading', { name }).first().waitFor()

describe('axe finds nothing serious', () => {
  it('before signing in', async () => {
    await page.goto(address('/'))
    await heading(/Talk with your people/)
    await examine('welcome')
    await page.goto(address('/sign-up'))
    await heading('Create your account')
    await page.getByRole('button', { name: 'Create account' }).click()
    await examine('sign up, with errors')
    await page.goto(address(invite))
    await heading(/You are invited/)
    await examine('invite')
    await page.goto(address('/no/such/page'))
    await heading('There is nothing here')
    await examine('not found')
  })

  it('at home and where nothing is', async () => {
    await signInToHome(page, server.url, owner)
    await examine('home')
    await page.goto(address('/communities/01890000-0000-7000-8000-000000000000'))
    await heading('This community is not here')
    await examine('missing community')
  })

  it.each(['', '?view=communities', '?view=side', '?view=people'])('in front of a room%s', async (view) => {
    await page.goto(address(room))
    await page.getByRole('button', { name: 'Talk', exact: true }).waitFor()
    await page.goto(address(room + view))
    await page.locator('[data-view]').waitFor()
    await examine(`room ${view}`)
  })

  it.each([
    ...[
      'devices',
      'appearance',
      'sounds',
      'keyboard',
      'profile',
      'account',
      'sign-in',
      'sessions',
      'securityLog',
      'my-data',
    ],
  ])('in the settings: %s', async (section) => {
    await page.goto(address(`/settings/${section}`))
    await page.getByRole('heading', { level: 1 }).waitFor()
    await examine(section)
  })

  it('in windows over the page', async () => {
    await page.goto(address(room))
    await page.getByRole('button', { name: 'Create a room' }).click()
    await examine('new room')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Invite people' }).first().click()
    await page.getByLabel('Invite link').waitFor()
    await examine('invite people')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').waitFor()
    await examine('palette')
  })

  it('in a call', async () => {
    const guest = await register(server.url, 'guest', 'Greta Gast')
    await acceptInvite(server.url, guest, invite.slice('/invite/'.length))
    await page.goto(address(room))
    await joinCall({ page })
    const other = await openCaller({ url: server.url, path: room }, guest)
    try {
      await joinCall(other)
      const menu = page.getByRole('button', { name: 'Options for Greta Gast' })
      await menu.waitFor()
      await examine('call')
      await menu.click()
      await page.getByRole('slider', { name: 'Volume for you' }).waitFor()
      await examine('person menu')
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await page.getByRole('button', { name: 'Encrypted: show the privacy code' }).click()
      await page.getByRole('dialog', { name: 'Privacy code' }).waitFor()
      await examine('privacy code')
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await leaveCall({ page })
    } finally {
      await other.close()
    }
  })

  it('and the pages themselves report no error', () => {
    const expected = /status of (401|404)/
    expect(browser.errors.filter((error) => !expected.test(error))).toEqual([])
  })
})
