import type {
  PasskeyAssertion,
  PasskeyAttestation,
  PasskeyCreationOptions,
  PasskeyRequestOptions,
  User,
  UserId,
} from '@chaos/protocol'
import type {
  KnownCredential,
  NewPasskey,
  PasskeyCredential,
  PasskeyStore,
} from '../../database/stores/passkey-store.ts'
import type { AuditLog } from '../audit-log.ts'
import type { ClientInfo } from '../client-info.ts'
import { type Challenges, ceremonyMs, type Purpose } from './challenges.ts'
import { PasskeyRefusedError } from './refusals.ts'
import { challengeIn, knownTransports, toHandle, toKnown } from './wire-form.ts'

/** EdDSA, ES256, RS256 (RFC 9053 §2, RFC 8812 §2), the best first. */
const algorithms = [-8, -7, -257]

/** At the first use: reading the library takes half a second of processor time, which no start should pay. */
const library = () => import('@simplewebauthn/server')

type Deps = {
  challenges: Challenges
  passkeys: Pick<PasskeyStore, 'findByCredentialId' | 'use'>
  audit: AuditLog
  /** Where people reach this server. Nothing that a request says about it counts. */
  publicUrl: () => string
  serverName: () => Promise<string>
}
type Creation = { purpose: Purpose; user: Omit<User, 'avatar'>; known: KnownCredential[]; isNewUser?: boolean }
type Signed = { assertion: PasskeyAssertion; purpose: Purpose; client: ClientInfo; userId?: UserId }

export type Attested = { passkey: Omit<NewPasskey, 'userId' | 'name'>; newUserId: UserId | null }
export type Ceremonies = ReturnType<typeof createCeremonies>

/** The two ceremonies of WebAuthn Level 3 (§7.1, §7.2). Every passkey is discoverable and verifies its person. */
export function createCeremonies({ challenges, passkeys, audit, publicUrl, serverName }: Deps) {
  const site = () => {
    const { origin, hostname } = new URL(publicUrl())
    return { expectedOrigin: origin, expectedRPID: hostname }
  }
  const redeem = async (clientDataJSON: string, purpose: Purpose) => {
    const challenge = challengeIn(clientDataJSON)
    const redeemed = challenge === null ? null : await challenges.redeem(challenge, purpose)
    if (challenge === null || !redeemed) throw new PasskeyRefusedError('the challenge is not known, or no longer')
    return { ...redeemed, challenge }
  }

  return {
    async creationOptions({ purpose, user, known, isNewUser = false }: Creation): Promise<PasskeyCreationOptions> {
      return {
        rp: { id: site().expectedRPID, name: await serverName() },
        user: { id: toHandle(user.id), name: user.userName, displayName: user.displayName },
        challenge: await challenges.issue(purpose, isNewUser ? user.id : null),
        pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
        timeout: ceremonyMs,
        excludeCredentials: known.map(toKnown),
        authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
        attestation: 'none',
      }
    },

    async requestOptions(purpose: Purpose, known: KnownCredential[] = []): Promise<PasskeyRequestOptions> {
      return {
        challenge: await challenges.issue(purpose),
        rpId: site().expectedRPID,
        timeout: ceremonyMs,
        allowCredentials: known.map(toKnown),
        userVerification: 'required',
      }
    },

    /** A new passkey that answers a challenge of this purpose. Throws {@link PasskeyRefusedError}. */
    async checkAttestation(attestation: PasskeyAttestation, purpose: Purpose): Promise<Attested> {
      const { id, clientDataJSON, attestationObject, transports } = attestation
      const { challenge, newUserId } = await redeem(clientDataJSON, purpose)
      const { verifyRegistrationResponse } = await library()
      const verification = await verifyRegistrationResponse({
        ...site(),
        response: {
          ...{ id, rawId: id, type: 'public-key', clientExtensionResults: {} },
          response: { clientDataJSON, attestationObject },
        },
        expectedChallenge: challenge,
        supportedAlgorithmIDs: algorithms,
      }).catch(refuse)
      if (!verification.verified) return refuse('the attestation does not hold')
      const { credential, credentialBackedUp: backedUp } = verification.registrationInfo
      const { publicKey, counter } = credential
      const key = { credentialId: credential.id, publicKey: Buffer.from(publicKey), counter }
      return { newUserId, passkey: { ...key, transports: knownTransports(transports), backedUp } }
    },

    /**
     * The passkey that signed a challenge of this purpose; of `userId`, when that is given. Throws
     * {@link PasskeyRefusedError}, also when the signature counter shows that there may be a copy.
     */
    async checkAssertion({ assertion, purpose, client, userId }: Signed): Promise<PasskeyCredential> {
      const { id, clientDataJSON, authenticatorData, signature, userHandle } = assertion
      const { challenge } = await redeem(clientDataJSON, purpose)
      const found = await passkeys.findByCredentialId(id)
      const isOwners = !found || userHandle === undefined || userHandle === toHandle(found.userId)
      if (!found || !isOwners || (userId !== undefined && found.userId !== userId))
        return refuse('this passkey is not known here')
      const { verifyAuthenticationResponse } = await library()
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        ...site(),
        response: {
          ...{ id, rawId: id, type: 'public-key', clientExtensionResults: {} },
          response: { clientDataJSON, authenticatorData, signature },
        },
        expectedChallenge: challenge,
        // The counter is compared below, in the statement that keeps it.
        credential: { id, publicKey: new Uint8Array(found.publicKey), counter: 0 },
      }).catch(refuse)
      if (!verified) return refuse('the signature does not hold')
      const { newCounter, credentialBackedUp } = authenticationInfo
      if (await passkeys.use(found.id, newCounter, credentialBackedUp)) return found
      await audit.record({
        ...{ action: 'passkey.counter_regressed', subjectId: found.userId, ip: client.ip },
        details: { passkeyId: found.id, counter: newCounter },
      })
      return refuse('the signature counter went back')
    },
  }
}

/** Whatever the library found wrong, from a broken CBOR map to another site's origin. */
function refuse(reason: unknown): never {
  throw new PasskeyRefusedError('this passkey was not accepted', { cause: reason })
}
