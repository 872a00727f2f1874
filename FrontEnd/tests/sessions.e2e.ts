import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type TestBrowser } from './harness/browser.ts'
import { type OpenServer, openServer } from './harness/open-server.ts'
import { type Person, password, register } from './harness/people.ts'
import { signInToHome } from './harness/steps.ts'

let server: OpenServer
const browsers: TestBrowser[] = []

beforeAll(async () => {
  server = await openServer()
})
afterEach(async () => {
  for (const browser of browsers.splice(0)) await browser.close()
})
afterAll(async () => {
  await server?.stop()
})

async function signedIn(person: Person): Promise<TestBrowser> {
  const browser = await openBrowser()
  browsers.push(browser)
  await signInToHome(browser.page, server.url, person)
  return browser
}
const withinFiveSeconds = { timeout: 5_000 }
const saysOnSignIn = async (page: Page, text: string | RegExp) => {
  await page.getByText(text).waitFor(withinFiveSeconds)
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
}
/** One renewal as our own page makes it, but without the lock that keeps windows apart. */
const renew = (page: Page) =>
  page.evaluate(async () => {
    const headers = { 'content-type': 'application/json' }
    return (await fetch('/api/auth/refresh', { method: 'POST', headers, body: '{}' })).status
  })

describe('sessions', () => {
  it('one that is ended from another browser is signed out there within five seconds, and says why', async () => {
    const olga = await register(server.url, 'olga', 'Olga Berg')
    const [desk, couch] = [await signedIn(olga), await signedIn(olga)]
    await desk.page.goto(`${server.url}/settings/sessions`)
    const list = desk.page.getByRole('list', { name: 'Sessions' })
    await list.getByText('This device').waitFor()
    // The third one registered the account, by a program.
    expect(await list.getByRole('listitem').count()).toBe(3)
    await list.getByText('The machine that runs this server').first().waitFor()
    await list
      .getByRole('button', { name: /^Sign out Chrome on/ })
      .first()
      .click()
    await saysOnSignIn(couch.page, 'You were signed out here from another of your devices.')
    await list.getByRole('listitem').nth(2).waitFor({ state: 'detached' })

    await desk.page.getByRole('button', { name: 'Sign out everywhere else' }).click()
    await list.getByRole('listitem').nth(1).waitFor({ state: 'detached' })
    await desk.page.getByRole('link', { name: 'Security log' }).click()
    const log = desk.page.getByRole('list', { name: 'Security log' })
    await log.getByText('A session was ended from another device').nth(1).waitFor()
    await log.getByText('Account created').waitFor()
  })

  it('two tabs that renew at once stay signed in, as one session', async () => {
    const mara = await register(server.url, 'mara', 'Mara')
    const { context, page, errors } = await signedIn(mara)
    const other = await context.newPage()
    await other.goto(server.url)
    await other.getByRole('heading', { name: /^Welcome/ }).waitFor()
    for (let round = 0; round < 3; round += 1)
      expect(await Promise.all([renew(page), renew(other), renew(page), renew(other)])).toEqual([200, 200, 200, 200])
    await Promise.all([page.reload(), other.reload()])
    for (const tab of [page, other]) await tab.getByRole('heading', { name: /^Welcome/ }).waitFor()
    await page.goto(`${server.url}/settings/sessions`)
    await page.getByText('This device').waitFor()
    expect(await page.getByRole('list', { name: 'Sessions' }).getByRole('listitem').count()).toBe(2)
    expect(errors).toEqual([])
  })

  it('a copied sign-in that is used again ends the session, and its browser says so', async () => {
    const nils = await register(server.url, 'nils', 'Nils')
    const { context, page } = await signedIn(nils)
    const copied = (await context.cookies(`${server.url}/api/auth`)).map(({ name, value }) => `${name}=${value}`)
    expect([await renew(page), await renew(page)]).toEqual([200, 200])
    const headers = { 'content-type': 'application/json', origin: server.url, cookie: copied.join('; ') }
    const reply = await fetch(`${server.url}/api/auth/refresh`, { method: 'POST', headers, body: '{}' })
    expect(reply.status).toBe(401)
    await saysOnSignIn(page, /^A sign-in that was renewed already was used again/)
    await page.getByText('If you do not know why this happened, change your password').waitFor()
  })

  it('a new password is set in the settings and signs out the others', async () => {
    const petra = await register(server.url, 'petra', 'Petra')
    const [desk, couch] = [await signedIn(petra), await signedIn(petra)]
    const { page } = desk
    await page.goto(`${server.url}/settings/account`)
    const change = page.getByRole('button', { name: 'Change password' })
    await page.getByLabel('Current password').fill('not the password')
    await page.getByLabel('New password').fill('short')
    await change.click()
    await page.getByText('Use at least 10 characters.').waitFor()
    await page.getByLabel('New password').fill('six other quiet words now')
    await change.click()
    await page.getByText('This is not your password.').waitFor()
    await page.getByLabel('Current password').fill(password)
    await change.click()
    await page.getByText('Your password is changed.').waitFor()
    await saysOnSignIn(couch.page, 'Your password was changed, so you were signed out here.')
    await couch.page.getByLabel('User name').fill('petra')
    await couch.page.getByLabel('Password', { exact: true }).fill('six other quiet words now')
    await couch.page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await couch.page.getByRole('heading', { name: 'Welcome, Petra' }).waitFor()
  })
})
