import type { Page } from 'playwright-core'

export type PageAuthenticator = Awaited<ReturnType<typeof addVirtualAuthenticator>>

/**
 * A platform authenticator (fingerprint and the like) for one page, by the DevTools protocol. While it is off, every
 * request for a passkey waits, as for a person who does nothing.
 */
export async function addVirtualAuthenticator(page: Page) {
  await page.addInitScript(() => {
    const get = navigator.credentials.get.bind(navigator.credentials)
    navigator.credentials.get = (options) => {
      if (options?.mediation === 'conditional') document.documentElement.dataset.offersPasskeys = 'in field'
      return get(options)
    }
  })
  const devTools = await page.context().newCDPSession(page)
  await devTools.send('WebAuthn.enable')
  const { authenticatorId } = await devTools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    enable: (enabled: boolean) =>
      devTools.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled }),
    /** Until the page lets the browser offer passkeys in a field. Nobody can choose one there without a screen. */
    waitForOfferInField: () => page.locator('html[data-offers-passkeys]').waitFor(),
    /** The device loses everything it kept. */
    forget: () => devTools.send('WebAuthn.clearCredentials', { authenticatorId }),
  }
}
