import type { Page } from 'playwright-core'
import type { Person } from './people.ts'
import { signIn } from './sign-in.ts'

/** Signs somebody in and waits for the home page. */
export async function signInToHome(page: Page, server: string, person: Person): Promise<void> {
  await signIn(page, server, { person, path: '/' })
  await page.getByRole('heading', { name: /^Welcome/ }).waitFor()
}

/** Signs out on the account's page; an account's only device asks once more. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  const anyway = page.getByRole('button', { name: 'Sign out anyway' })
  const name = page.getByLabel('User name')
  await anyway.or(name).waitFor()
  if (await anyway.isVisible()) await anyway.click()
  await name.waitFor()
}

/** Opens a channel by its address and waits for the way in. */
export async function openChannel(page: Page, server: string, communityId: string, channelId: string): Promise<void> {
  await page.goto(`${server}/communities/${communityId}/channels/${channelId}`)
  await page.getByRole('button', { name: /^(Talk|Join and talk)$/ }).waitFor()
}
