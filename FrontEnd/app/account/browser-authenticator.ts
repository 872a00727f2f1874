/** The way to the browser's passkeys, fetched when it is needed for the first time. */
export const loadAuthenticator = async () => (await import('@chaos/client-core/passkeys')).browserAuthenticator
