import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { linkIn, type SmtpProcess, startSmtp } from '../../server/tests/harness/smtp/smtp-process.ts'
import { seriousFindings } from './harness/axe.ts'
import { eventually } from './harness/call.ts'
import { openBrowser, type TestBrowser } from './harness/browser.ts'
import { type OpenServer, openServer } from './harness/open-server.ts'
import { askDatabase } from './harness/operator.ts'
import { password } from './harness/people.ts'
import { signOut } from './harness/steps.ts'

let smtp: SmtpProcess
let server: OpenServer
let browser: TestBrowser
let page: Page

beforeAll(async () => {
  smtp = await startSmtp()
  server = await openServer({ SMTP_URL: smtp.url(), SMTP_FROM: 'no-reply@radio.test' })
  // Before the first request, so that no older setting is remembered.
  await ask(
    `insert into server_settings (id, settings) values (1, '{"registration": "approval", "proofOfWork": true, "proofOfWorkBits": 17, "contact": "Ask Olga."}')`,
  )
  browser = await openBrowser({ viewport: { width: 390, height: 844 } })
  page = browser.page
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await smtp?.stop()
})

/** Runs a statement in the server's own database. */
const ask = (statement: string) => askDatabase(server, statement)
/** A change that was made past the server counts there within five seconds. */
async function policyIs(mode: string) {
  const current = async () => (await fetch(`${server.url}/api/auth/registration`)).text()
  await eventually(current, (policy) => policy.includes(`"mode":"${mode}"`))
}
async function expectAccessible() {
  expect(await seriousFindings(page)).toEqual([])
}
async function signIn(secret: string) {
  await page.getByLabel('User name').fill('ada')
  await page.getByLabel('Password', { exact: true }).fill(secret)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

describe('an account on a careful server', () => {
  it('does its work unseen, waits for approval, then signs in', async () => {
    await page.goto(`${server.url}/sign-up`)
    await page.getByLabel('User name').fill('ada')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByRole('heading', { name: 'Waiting for approval' }).waitFor()
    await page.getByText('To reach an administrator: Ask Olga.').waitFor()
    await expectAccessible()
    await page.getByRole('link', { name: 'Sign in' }).click()
    await signIn(password)
    await page.getByText('An administrator has to let you in first. Try again later.').waitFor()
    await ask("update users set status = 'active'")
    await signIn(password)
    await page.getByRole('heading', { name: 'Welcome, ada' }).waitFor()
  })

  it('confirms an e-mail address by the link in the mail', async () => {
    await page.goto(`${server.url}/settings/account`)
    await page.getByLabel('New e-mail address').fill('nonsense')
    await page.getByRole('button', { name: 'Send confirmation' }).click()
    await page.getByText('This does not look like an e-mail address.').waitFor()
    await page.getByLabel('New e-mail address').fill('ada@mail.test')
    await page.getByRole('button', { name: 'Send confirmation' }).click()
    await page.getByText('We sent a link to ada@mail.test.').waitFor()
    await expectAccessible()
    const { url, secret } = linkIn(await smtp.mailTo('ada@mail.test'))
    await page.goto(`${url}#${secret}`)
    await page.getByRole('button', { name: 'Confirm address' }).waitFor()
    await page.waitForURL((address) => address.hash === '')
    await expectAccessible()
    await page.getByRole('button', { name: 'Confirm address' }).click()
    await page.getByRole('heading', { name: 'ada@mail.test is confirmed' }).waitFor()
    await page.goto('about:blank')
    await page.goto(`${url}#${secret}`)
    await page.getByRole('button', { name: 'Confirm address' }).click()
    await page.getByRole('heading', { name: 'This link does not work' }).waitFor()
    await page.goto(`${server.url}/settings/account`)
    await page.getByText('Confirmed: ada@mail.test').waitFor()
  })

  it('gets a new password when the old one is forgotten, and is signed out everywhere', async () => {
    await signOut(page)
    await page.getByRole('link', { name: 'Forgot your password?' }).click()
    await page.getByRole('button', { name: 'Send link' }).waitFor()
    await expectAccessible()
    for (const account of ['nobody@mail.test', 'ada@mail.test']) {
      await page.goto(`${server.url}/forgot-password`)
      await page.getByLabel('User name or e-mail address').fill(account)
      await page.getByRole('button', { name: 'Send link' }).click()
      await page.getByRole('heading', { name: 'Look at your mail' }).waitFor()
    }
    const reset = await smtp.mailTo('ada@mail.test', ({ subject }) => subject.startsWith('Choose a new password'))
    const { url, secret } = linkIn(reset)
    await page.goto(`${url}#${secret}`)
    await page.getByLabel('New password').fill('short')
    await page.getByRole('button', { name: 'Set new password' }).click()
    await page.getByText('Use at least 10 characters.').waitFor()
    expect(page.url()).not.toContain(secret)
    await expectAccessible()
    await page.getByLabel('New password').fill('a fresh password')
    await page.getByRole('button', { name: 'Set new password' }).click()
    await page.getByRole('heading', { name: 'Your password is changed' }).waitFor()
    await page.getByRole('link', { name: 'Sign in' }).click()
    await signIn(password)
    await page.getByText('The user name or the password does not match.').waitFor()
    await signIn('a fresh password')
    await page.getByRole('heading', { name: 'Welcome, ada' }).waitFor()
  })

  it('says what is closed, and asks for an invite where one is needed', async () => {
    const set = (mode: string) => ask(`update server_settings set settings = settings || '{"registration": "${mode}"}'`)
    await page.goto(`${server.url}/settings/account`)
    await signOut(page)
    await set('closed')
    await policyIs('closed')
    await page.goto(`${server.url}/sign-up`)
    await page.getByRole('heading', { name: 'No new accounts here' }).waitFor()
    await expectAccessible()
    await set('invite')
    await policyIs('invite')
    await page.goto(`${server.url}/sign-up`)
    await page.getByLabel('Invite link or code').waitFor()
    await expectAccessible()
    await page.getByLabel('User name').fill('guest')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByLabel('Invite link or code').fill(`${server.url}/invite/${'A'.repeat(22)}`)
    await page.getByRole('button', { name: 'Create account', exact: true }).click()
    await page.getByText('Here you need an invite for an account, and this one does not work.').waitFor()
  })
})
