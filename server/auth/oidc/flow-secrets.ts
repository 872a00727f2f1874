import { createHash, createHmac, randomBytes } from 'node:crypto'

/** What ties a provider's answer to one start in one browser. */
export type FlowSecrets = { state: string; nonce: string; codeVerifier: string }

/** 256 random bits in base64url. */
export const newFlowSecret = (): string => randomBytes(32).toString('base64url')

/** What is stored. A random 256-bit secret needs no slow hash. */
export const hashFlowSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/**
 * Nonce and PKCE verifier follow from the browser's own secret, which the database knows only as a hash: whoever reads
 * that can finish nobody's sign-in.
 */
export function flowSecrets(browserSecret: string, state: string): FlowSecrets {
  const derive = (purpose: string) =>
    createHmac('sha256', browserSecret).update(`${purpose}:${state}`).digest('base64url')
  return { state, nonce: derive('nonce'), codeVerifier: derive('code_verifier') }
}
