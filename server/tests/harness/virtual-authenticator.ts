import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type {
  PasskeyAssertion,
  PasskeyAttestation,
  PasskeyCreationOptions,
  PasskeyRequestOptions,
} from '@chaos/protocol'

type Credential = { id: string; rpId: string; userHandle: string; privateKey: KeyObject; counter: number }

/** What a careless or hostile client does differently. */
export type Deviation = {
  origin?: string
  rpId?: string
  challenge?: string
  type?: string
  verified?: boolean
  counter?: number
  userHandle?: string
  signature?: string
  credentialId?: string
}

export type VirtualAuthenticator = ReturnType<typeof createVirtualAuthenticator>

/**
 * An authenticator together with its browser, as far as a server can tell: discoverable ES256 credentials with user
 * verification (WebAuthn Level 3 §6).
 *
 * @param origin of the page that asks
 */
export function createVirtualAuthenticator(origin: string) {
  const credentials: Credential[] = []

  const clientData = (challenge: string, deviation: Deviation & { type: string }): Buffer =>
    Buffer.from(
      JSON.stringify({
        type: deviation.type,
        challenge: deviation.challenge ?? challenge,
        origin: deviation.origin ?? origin,
        crossOrigin: false,
      }),
    )

  return {
    credentials,

    create({ rp, user, challenge }: PasskeyCreationOptions, deviation: Deviation = {}): PasskeyAttestation {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const id = deviation.credentialId ? Buffer.from(deviation.credentialId, 'base64url') : randomBytes(16)
      const { counter = 0, verified = true, rpId = rp.id } = deviation
      const authenticatorData = Buffer.concat([
        dataOf({ rpId, counter, flags: present | attested | (verified ? userVerified : 0) }),
        Buffer.alloc(16),
        Buffer.from([0, id.length]),
        id,
        coseKey(publicKey),
      ])
      const attestation = cborMap([
        [text('fmt'), text('none')],
        [text('attStmt'), cborMap([])],
        [text('authData'), bytes(authenticatorData)],
      ])
      const credentialId = id.toString('base64url')
      credentials.push({ id: credentialId, rpId: rp.id, userHandle: user.id, privateKey, counter })
      return {
        id: credentialId,
        clientDataJSON: clientData(challenge, { type: 'webauthn.create', ...deviation }).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal', 'from-the-future'],
      }
    },

    /** Signs with the newest credential for the site; a real one would let its person choose. */
    get({ rpId, challenge, allowCredentials }: PasskeyRequestOptions, deviation: Deviation = {}): PasskeyAssertion {
      const allowed = new Set(allowCredentials.map(({ id }) => id))
      const credential = credentials.findLast(
        (known) => known.rpId === rpId && (allowed.size === 0 || allowed.has(known.id)),
      )
      if (!credential) throw new Error('no credential for this site')
      credential.counter = deviation.counter ?? credential.counter + 1
      const flags = present | ((deviation.verified ?? true) ? userVerified : 0)
      const authenticatorData = dataOf({ rpId: deviation.rpId ?? rpId, counter: credential.counter, flags })
      const client = clientData(challenge, { type: 'webauthn.get', ...deviation })
      const signed = Buffer.concat([authenticatorData, sha256(client)])
      return {
        id: credential.id,
        clientDataJSON: client.toString('base64url'),
        authenticatorData: authenticatorData.toString('base64url'),
        signature: deviation.signature ?? sign('sha256', signed, credential.privateKey).toString('base64url'),
        userHandle: deviation.userHandle ?? credential.userHandle,
      }
    },
  }
}

/** Flags of authenticator data (WebAuthn §6.1). */
const present = 0x01
const userVerified = 0x04
const attested = 0x40

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest()

function dataOf({ rpId, counter, flags }: { rpId: string; counter: number; flags: number }): Buffer {
  const rest = Buffer.alloc(5)
  rest.writeUInt8(flags)
  rest.writeUInt32BE(counter, 1)
  return Buffer.concat([sha256(rpId), rest])
}

/** EC2, ES256, P-256 (RFC 9053 §7.1). */
function coseKey(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  return cborMap([
    [integer(1), integer(2)],
    [integer(3), integer(-7)],
    [integer(-1), integer(1)],
    [integer(-2), bytes(Buffer.from(x, 'base64url'))],
    [integer(-3), bytes(Buffer.from(y, 'base64url'))],
  ])
}

/** The head of a CBOR item (RFC 8949 §3) below 65,536. */
function head(major: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(major << 5) | value])
  if (value < 256) return Buffer.from([(major << 5) | 24, value])
  return Buffer.from([(major << 5) | 25, value >> 8, value & 0xff])
}
const integer = (value: number) => (value < 0 ? head(1, -1 - value) : head(0, value))
const bytes = (value: Buffer) => Buffer.concat([head(2, value.length), value])
const text = (value: string) => Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
const cborMap = (entries: [Buffer, Buffer][]) => Buffer.concat([head(5, entries.length), ...entries.flat()])
