import { createHmac } from 'node:crypto'

/** What ties a provider's answer to one start in one browser. */
export type FlowSecrets = { state: string; nonce: string; codeVerifier: string }

/**
 * Nonce and PKCE verifier follow from the browser's own secret, which the database knows only as a hash: whoever reads
 * that can finish nobody's sign-in.
 */
export function flowSecrets(browserSecret: string, state: string): FlowSecrets {
  const derive = (purpose: string) =>
    createHmac('sha256', browserSecret).update(`${purpose}:${state}`).digest('base64url')
  return { state, nonce: derive('nonce'), codeVerifier: derive('code_verifier') }
}
