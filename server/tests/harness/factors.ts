import {
  PasskeyAdded,
  PasskeyCreationOptions,
  PasskeyRequestOptions,
  SecondStepNeeded,
  TotpAdded,
  TotpSetup,
} from '@chaos/protocol'
import { TOTP } from 'otpauth'
import { setTimeout as pause } from 'node:timers/promises'
import { password, type Reply, type SignedInClient, succeeded, type TestClient } from './test-client.ts'
import type { VirtualAuthenticator } from './virtual-authenticator.ts'

const stepMs = 30_000

/** Waits, if it has to, until the present time step lasts for a while: codes of its neighbours then stay good. */
export async function calmStep(): Promise<void> {
  const leftMs = stepMs - (Date.now() % stepMs)
  if (leftMs < 4_000) await pause(leftMs + 10)
}

/** The code of an authenticator app, now or some steps from now. */
export const codeAt = (secret: string, steps = 0): string =>
  new TOTP({ secret }).generate({ timestamp: Date.now() + steps * stepMs })

/** Sets an authenticator app up with the code of the step before, so that the present one is still unused. */
export async function addTotp(client: TestClient): Promise<{ secret: string; recoveryCodes: string[] }> {
  await calmStep()
  const { secret } = succeeded(TotpSetup, await client.post('/api/auth/totp'))
  const reply = await client.post('/api/auth/totp/confirm', { code: codeAt(secret, -1) })
  return { secret, recoveryCodes: succeeded(TotpAdded, reply).recoveryCodes ?? [] }
}

export async function addPasskey(
  client: TestClient,
  authenticator: VirtualAuthenticator,
  name = 'Key',
): Promise<PasskeyAdded> {
  const options = succeeded(PasskeyCreationOptions, await client.post('/api/auth/passkeys/options'))
  const attestation = authenticator.create(options)
  return succeeded(PasskeyAdded, await client.post('/api/auth/passkeys', { name, attestation }))
}

/** Gives the right password; the account has to ask for more. */
export async function startSignIn(anonymous: TestClient, { user }: SignedInClient): Promise<SecondStepNeeded> {
  const reply = await anonymous.post('/api/auth/sign-in', { userName: user.userName, password })
  return succeeded(SecondStepNeeded, reply)
}

export const secondStep = (anonymous: TestClient, ticket: string, proof: object): Promise<Reply> =>
  anonymous.post('/api/auth/second-step', { ticket, proof })

/** What a server asks a browser for, at one of the places that ask. */
export const requestOptions = async (
  client: TestClient,
  path: string,
  body: object = {},
): Promise<PasskeyRequestOptions> => succeeded(PasskeyRequestOptions, await client.post(path, body))
