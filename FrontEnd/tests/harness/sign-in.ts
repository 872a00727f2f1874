import type { Page } from 'playwright-core'
import type { Person } from './people.ts'

/** Signs in as a person does who came for `path`, and is there. */
export async function signIn(page: Page, server: string, { person, path }: { person: Person; path: string }) {
  await page.goto(server + (path === '/' ? '/sign-in' : path))
  await page.getByLabel('User name').fill(person.userName)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL(server + path)
}
