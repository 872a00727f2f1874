import type { Page } from 'playwright-core'
import type { Person } from './people.ts'

/** Signs in as a person does, and goes to `path`. */
export async function signIn(page: Page, server: string, { person, path }: { person: Person; path: string }) {
  await page.goto(`${server}/sign-in`)
  await page.getByLabel('User name').fill(person.userName)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  await page.goto(server + path)
}
