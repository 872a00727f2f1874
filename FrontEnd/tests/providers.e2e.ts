import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startOidcProvider, type TestProvider } from '../../server/tests/harness/providers/start-oidc-provider.ts'
import { seriousFindings } from './harness/axe.ts'
import { openBrowser, type TestBrowser } from './harness/browser.ts'
import { type OpenServer, openServer } from './harness/open-server.ts'
import { register } from './harness/people.ts'
import { signInToHome, signOut } from './harness/steps.ts'

let provider: TestProvider
let server: OpenServer
const browsers: TestBrowser[] = []

beforeAll(async () => {
  provider = await startOidcProvider('company')
  const down = { kind: 'oidc', name: 'Down', issuer: 'http://127.0.0.1:1' }
  server = await openServer({
    OIDC_PROVIDERS: JSON.stringify({ company: { ...provider.settings, name: 'Company' }, down }),
    OAUTH_COMPANY_CLIENT_ID: provider.client.clientId,
    OAUTH_COMPANY_CLIENT_SECRET: provider.client.clientSecret,
    OAUTH_DOWN_CLIENT_ID: 'nobody',
    OAUTH_DOWN_CLIENT_SECRET: 'nothing',
  })
})
afterEach(async () => {
  for (const browser of browsers.splice(0)) await browser.close()
})
afterAll(async () => {
  await server?.stop()
  await provider?.stop()
})

async function open(): Promise<TestBrowser> {
  const browser = await openBrowser()
  browsers.push(browser)
  return browser
}

/** What a person does at the provider. */
async function answer(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { name: 'Test provider' }).waitFor()
  await page.getByLabel('Name').fill(name)
  await page.getByRole('button', { name: 'Continue' }).click()
}
const leave = async (page: Page) => {
  await page.goto(`${server.url}/settings/account`)
  await signOut(page)
}

describe('signing in by a provider', () => {
  it('makes an account with a chosen name, and finds it again', async () => {
    const { page, context } = await open()
    await page.goto(server.url)
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Continue with Company' }).click()
    await answer(page, 'ada')
    await page.getByRole('heading', { name: 'Choose your user name' }).waitFor()
    expect(new URL(page.url()).origin).toBe(server.url)
    expect(await seriousFindings(page)).toEqual([])
    await page.reload()
    await page.getByText('Your address ada@example.org comes along').waitFor()
    await page.getByLabel('User name').fill('a')
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByText('Use 3 to 32 letters').waitFor()
    await page.getByLabel('User name').fill('ada.l')
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByRole('heading', { name: 'Welcome, Ada' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Welcome, Ada' }).waitFor()

    await leave(page)
    // Who is known at the provider passes through it without a question.
    await page.getByRole('button', { name: 'Continue with Company' }).click()
    await page.getByRole('heading', { name: 'Account', level: 1 }).waitFor()
    await page.getByText('User name: ada.l').waitFor()
    const cookies = await context.cookies(`${server.url}/api/auth/providers`)
    expect(cookies.map(({ name }) => name).toSorted()).toEqual(['chaos_client', 'chaos_refresh'])
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('eyJ')
  })

  it('goes back to an invite’s page, and says what went wrong', async () => {
    const { page } = await open()
    await page.goto(`${server.url}/sign-in`)
    await page.getByRole('button', { name: 'Continue with Company' }).click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByText('You cancelled on the other page.').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('link', { name: 'Back to sign in' }).click()
    await page.getByRole('button', { name: 'Continue with Down' }).click()
    await page.getByText('The service you want to sign in with does not answer.').waitFor()
    await page.getByLabel('User name').waitFor()

    await page.goto(`${server.url}/provider?purpose=sign_in&returnTo=%2F%5Cevil.example&error=%3Cscript%3E`)
    await page.getByRole('heading', { name: 'That did not work' }).waitFor()
  })
})

describe('linked accounts', () => {
  it('are linked, signed in with and unlinked in the settings; the last one stays', async () => {
    const person = await register(server.url, 'linda', 'Linda Holm')
    const { page } = await open()
    await signInToHome(page, server.url, person)
    await page.goto(`${server.url}/settings/sign-in`)
    await page.getByRole('button', { name: 'Link Company' }).click()
    await answer(page, 'linda')
    await page.getByText('linda@example.org').waitFor()
    expect(new URL(page.url()).pathname).toBe('/settings/sign-in')
    expect(await seriousFindings(page)).toEqual([])

    await leave(page)
    await page.getByRole('button', { name: 'Continue with Company' }).click()
    await page.getByText('User name: linda').waitFor()
    await page.goto(`${server.url}/settings/sign-in`)
    await page.getByRole('button', { name: 'Unlink Company' }).click()
    await page.getByRole('button', { name: 'Link Company' }).waitFor()
    await page.getByText('Not linked').first().waitFor()

    const other = await open()
    await other.page.goto(server.url)
    await other.page.getByRole('button', { name: 'Continue with Company' }).click()
    await answer(other.page, 'lasse')
    await other.page.getByRole('button', { name: 'Create account' }).click()
    await other.page.getByRole('heading', { name: 'Welcome, Lasse' }).waitFor()
    await other.page.goto(`${server.url}/settings/sign-in`)
    await other.page.getByRole('button', { name: 'Unlink Company' }).click()
    await other.page.getByText('This is your only way to sign in.').waitFor()
  })
})
