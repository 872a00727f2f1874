import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type TestBrowser } from './harness/browser.ts'
import { type OpenServer, openServer } from './harness/open-server.ts'
import { acceptInvite, createCommunity, createInvite, type Person, password, register } from './harness/people.ts'
import { signInToHome, signOut } from './harness/steps.ts'

let server: OpenServer
let owner: Person
let communityId: string
let inviteUrl: string
const browsers: TestBrowser[] = []

async function open(): Promise<Page> {
  const browser = await openBrowser()
  browsers.push(browser)
  return browser.page
}

beforeAll(async () => {
  server = await openServer()
  owner = await register(server.url, 'olga', 'Olga Berg')
  communityId = (await createCommunity(server.url, owner, 'Night Radio')).id
  inviteUrl = `${server.url}/invite/${(await createInvite(server.url, owner, communityId)).code}`
})

afterEach(async () => {
  for (const browser of browsers.splice(0)) await browser.close()
})
afterAll(async () => {
  await server?.stop()
})

describe('accounts', () => {
  it('signs up, stays signed in after a reload, signs out and in again', async () => {
    const page = await open()
    await page.goto(server.url)
    await page.getByRole('link', { name: 'Create account' }).click()
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByText('Enter a user name.').waitFor()
    await page.getByLabel('User name').fill('ada')
    await page.getByLabel('Password', { exact: true }).fill('short')
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByText('Use at least 10 characters.').waitFor()
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByRole('heading', { name: 'Welcome, ada' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Welcome, ada' }).waitFor()

    await page.goto(`${server.url}/settings/account`)
    await signOut(page)
    await page.goto(server.url)
    await page.getByRole('link', { name: 'Sign in' }).click()
    await page.getByLabel('User name').fill('ada')
    await page.getByLabel('Password', { exact: true }).fill('not the password')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByText('The user name or the password does not match.').waitFor()
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('heading', { name: 'Welcome, ada' }).waitFor()
  })

  it('says at the field that a user name is taken', async () => {
    const page = await open()
    await page.goto(`${server.url}/sign-up`)
    await page.getByLabel('User name').fill('OLGA')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByText('Somebody already has this user name. Choose another.').waitFor()
    expect(await page.getByLabel('User name').getAttribute('aria-invalid')).toBe('true')
  })

  it('goes back to the page that asked for the sign-in', async () => {
    const page = await open()
    await page.goto(`${server.url}/settings/appearance`)
    await page.getByLabel('User name').fill('olga')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('heading', { name: 'Appearance', level: 1 }).waitFor()
  })
})

describe('invites', () => {
  it('lead from the link to the room with one form and one click', async () => {
    const page = await open()
    await page.goto(inviteUrl)
    await page.getByRole('heading', { name: 'You are invited to Night Radio' }).waitFor()
    await page.getByText('1 member').waitFor()
    await page.getByLabel('User name').fill('bo')
    await page.getByLabel('User name').fill('bo-ek')
    await page.getByLabel('Name others see (optional)').fill('Bo Ek')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Create account and join' }).click()
    await page.getByRole('button', { name: 'Talk', exact: true }).waitFor()
    expect(new URL(page.url()).pathname).toMatch(new RegExp(`^/communities/${communityId}/channels/`))
    const people = page.getByRole('complementary', { name: 'People' })
    await people.getByText('Olga Berg').waitFor()
    await people.getByText('Bo Ek').waitFor()
  })

  it('work for somebody who is signed in, and say when they are no good', async () => {
    const page = await open()
    const cara = await register(server.url, 'cara', 'Cara Roos')
    await signInToHome(page, server.url, cara)
    await page.getByLabel('Invite link').fill('https://elsewhere.example/')
    await page.getByRole('button', { name: 'Open invite' }).click()
    await page.getByText('This is not an invite link.').waitFor()
    await page.getByLabel('Invite link').fill(inviteUrl)
    await page.getByRole('button', { name: 'Open invite' }).click()
    await page.getByRole('button', { name: 'Join Night Radio' }).click()
    await page.getByRole('button', { name: 'Talk', exact: true }).waitFor()
    await page.goto(`${server.url}/invite/${'x'.repeat(22)}`)
    await page.getByRole('heading', { name: 'This invite does not work' }).waitFor()
  })
})

describe('channels', () => {
  it('made, renamed and deleted by one show at once to another', async () => {
    const dora = await register(server.url, 'dora', 'Dora Lang')
    await acceptInvite(server.url, dora, new URL(inviteUrl).pathname.split('/').at(-1) ?? '')
    const [ownerPage, memberPage] = [await open(), await open()]
    await Promise.all([signInToHome(ownerPage, server.url, owner), signInToHome(memberPage, server.url, dora)])
    await Promise.all([ownerPage, memberPage].map((page) => page.goto(`${server.url}/communities/${communityId}`)))

    await ownerPage.getByRole('button', { name: 'Create a room' }).click()
    await ownerPage.getByLabel('Name').fill('Studio')
    await ownerPage.getByLabel('Most people at once').fill('4')
    await ownerPage.getByRole('dialog').getByRole('button', { name: 'Create' }).click()
    await ownerPage.getByRole('heading', { name: 'Studio', level: 1 }).waitFor()
    const link = (name: string) => memberPage.getByRole('link', { name, exact: true })
    await link('Studio').click()
    await memberPage.getByRole('heading', { name: 'Studio', level: 1 }).waitFor()
    expect(await memberPage.getByRole('button', { name: 'Create a room' }).count()).toBe(0)

    await ownerPage.getByRole('button', { name: 'Options for Studio' }).click()
    await ownerPage.getByRole('menuitem', { name: 'Edit room' }).click()
    expect(await ownerPage.getByLabel('Most people at once').inputValue()).toBe('4')
    await ownerPage.getByLabel('Name').fill('Late studio')
    await ownerPage.getByRole('button', { name: 'Save' }).click()
    await link('Late studio').waitFor()
    await ownerPage.getByRole('link', { name: 'Back to the room' }).click()

    await ownerPage.getByRole('link', { name: 'Late studio' }).click({ button: 'right' })
    await ownerPage.getByRole('menuitem', { name: 'Delete room' }).click()
    await ownerPage.getByRole('dialog', { name: 'Delete Late studio?' }).getByRole('button', { name: 'Delete' }).click()
    await memberPage.getByRole('heading', { name: 'This room is gone' }).waitFor()
    expect(await link('Late studio').count()).toBe(0)
  })

  it('are not found by somebody from outside', async () => {
    const eve = await register(server.url, 'eve', 'Eve')
    const page = await open()
    await signInToHome(page, server.url, eve)
    await page.goto(`${server.url}/communities/${communityId}`)
    await page.getByRole('heading', { name: 'This community is not here' }).waitFor()
  })
})
