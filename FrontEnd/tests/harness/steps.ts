import type { Page } from 'playwright-core'
import type { Person } from './people.ts'
import { signIn } from './sign-in.ts'

/** Signs somebody in and waits for the home page. */
export async function signInToHome(page: Page, server: string, person: Person): Promise<void> {
  await signIn(page, server, { person, path: '/' })
  await page.getByRole('heading', { name: /^Welcome/ }).waitFor()
}

/** Opens a channel by its address and waits for the way in. */
export async function openChannel(page: Page, server: string, communityId: string, channelId: string): Promise<void> {
  await page.goto(`${server}/communities/${communityId}/channels/${channelId}`)
  await page.getByRole('button', { name: /^(Talk|Join and talk)$/ }).waitFor()
}
