import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fail, type Outcome, succeed } from '../api/failure.ts'
import { callApi } from '../api/http.ts'
import { createHandClock } from '../testing/hand-clock.ts'
import { type Answer, startHttpServer } from '../testing/http-server.ts'
import { nodeFetch } from '../testing/node-parts.ts'
import type { Authenticator } from './authenticator.ts'
import { createPasskeySignIn } from './passkey-sign-in.ts'

const assertion = { id: 'AA', clientDataJSON: 'AA', authenticatorData: 'AA', signature: 'AA' }
const attestation = { id: 'AA', clientDataJSON: 'AA', attestationObject: 'AA', transports: [] }
const requestOptions = {
  challenge: 'AA',
  rpId: 'localhost',
  timeout: 1,
  allowCredentials: [],
  userVerification: 'required',
}
const creationOptions = {
  rp: { id: 'localhost', name: 'Here' },
  user: { id: 'AA', name: 'mara', displayName: 'Mara', avatar: null },
  challenge: 'AA',
  pubKeyCredParams: [],
  timeout: 1,
  excludeCredentials: [],
  authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
  attestation: 'none',
}
const signedIn = { kind: 'signed_in', user: { id: 'x', userName: 'mara', displayName: 'Mara', avatar: null } } as const

let server: Awaited<ReturnType<typeof startHttpServer>>
let answer: Answer
beforeEach(async () => {
  answer = { status: 200, body: requestOptions }
  server = await startHttpServer(() => answer)
})
afterEach(() => server.close())

function setUp(device: Partial<Authenticator> = {}) {
  const begun: { path: string; body: unknown }[] = []
  const deps = { baseUrl: server.url, fetch: nodeFetch, clock: createHandClock().clock, random: () => 0 }
  const signIn = createPasskeySignIn({
    session: {
      ask: (request) => callApi(deps, request, null),
      begin: async (path, body) => {
        begun.push({ path, body })
        return succeed(signedIn)
      },
    },
  })
  const authenticator: Authenticator = {
    create: async () => succeed(attestation),
    get: async () => succeed(assertion),
    canOfferInField: async () => true,
    getInField: async () => succeed(assertion),
    cancel() {},
    ...device,
  }
  return { signIn, authenticator, begun }
}
const refusal: Outcome<never> = fail('passkey_dismissed', 'closed')

describe('signing in with a passkey', () => {
  it('takes what the device signed to the server', async () => {
    const { signIn, authenticator, begun } = setUp()
    expect(await signIn.signIn(authenticator)).toEqual(succeed(signedIn))
    expect(await signIn.signInFromField(authenticator)).toEqual(succeed(signedIn))
    expect(await signIn.byPasskey(authenticator, 'ticket')).toEqual(succeed(signedIn))
    expect(begun).toEqual([
      { path: '/api/auth/passkeys/sign-in', body: { assertion } },
      { path: '/api/auth/passkeys/sign-in', body: { assertion } },
      { path: '/api/auth/second-step', body: { ticket: 'ticket', proof: { method: 'passkey', assertion } } },
    ])
  })

  it('asks nothing of the server where browsers cannot offer passkeys in a field', async () => {
    const { signIn, authenticator, begun } = setUp({ canOfferInField: async () => false })
    expect(await signIn.signInFromField(authenticator)).toBeNull()
    expect([begun, server.heard]).toEqual([[], []])
  })

  it('says why when the device gives nothing', async () => {
    const { signIn, authenticator, begun } = setUp({ get: async () => refusal, create: async () => refusal })
    expect(await signIn.signIn(authenticator)).toEqual(refusal)
    expect(await signIn.byPasskey(authenticator, 'ticket')).toEqual(refusal)
    answer = { status: 200, body: creationOptions }
    expect(await signIn.signUp(authenticator, { userName: 'mara', passkeyName: 'Key' })).toEqual(refusal)
    expect(begun).toEqual([])
  })

  it('does not trouble the device when the server refuses', async () => {
    const { signIn, authenticator } = setUp({ get: () => Promise.reject(new Error('not called')) })
    answer = { status: 401, body: { type: 'about:blank', title: '', status: 401, code: 'ticket_invalid' } }
    expect(await signIn.byPasskey(authenticator, 'old')).toMatchObject({ failure: { code: 'ticket_invalid' } })
  })
})

it('signs up without a password, and without a name nobody gave', async () => {
  const { signIn, authenticator, begun } = setUp()
  answer = { status: 200, body: creationOptions }
  await signIn.signUp(authenticator, { userName: 'mara', displayName: '', passkeyName: 'Key' })
  expect(begun).toEqual([
    { path: '/api/auth/passkeys/sign-up', body: { userName: 'mara', passkeyName: 'Key', attestation } },
  ])
})
