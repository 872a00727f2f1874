import { type Static, Type } from 'typebox'
import { Base64Url, Id, Instant } from '../ids.ts'
import { Closed } from '../wire/message-table.ts'

/** How a browser reaches an authenticator (WebAuthn Level 3 §5.8.4). */
export const PasskeyTransport = Type.Enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'])
export type PasskeyTransport = Static<typeof PasskeyTransport>

const KnownCredential = Type.Object({
  id: Base64Url(1023),
  type: Type.Literal('public-key'),
  transports: Type.Optional(Type.Array(PasskeyTransport)),
})

/** What `navigator.credentials.create` is asked (WebAuthn Level 3 §5.4, in its JSON form). */
export const PasskeyCreationOptions = Type.Object({
  rp: Type.Object({ id: Type.String(), name: Type.String() }),
  user: Type.Object({ id: Base64Url(64), name: Type.String(), displayName: Type.String() }),
  challenge: Base64Url(64),
  pubKeyCredParams: Type.Array(Type.Object({ type: Type.Literal('public-key'), alg: Type.Integer() })),
  timeout: Type.Integer({ description: 'ms' }),
  excludeCredentials: Type.Array(KnownCredential),
  authenticatorSelection: Type.Object({
    residentKey: Type.Literal('required'),
    requireResidentKey: Type.Literal(true),
    userVerification: Type.Literal('required'),
  }),
  attestation: Type.Literal('none'),
})
export type PasskeyCreationOptions = Static<typeof PasskeyCreationOptions>

/** What `navigator.credentials.get` is asked (WebAuthn Level 3 §5.5, in its JSON form). */
export const PasskeyRequestOptions = Type.Object({
  challenge: Base64Url(64),
  rpId: Type.String(),
  timeout: Type.Integer({ description: 'ms' }),
  /** Empty: any passkey that the person's devices hold for this server. */
  allowCredentials: Type.Array(KnownCredential),
  userVerification: Type.Literal('required'),
})
export type PasskeyRequestOptions = Static<typeof PasskeyRequestOptions>

/** A new passkey, as the authenticator made it. */
export const PasskeyAttestation = Closed({
  id: Base64Url(1023),
  clientDataJSON: Base64Url(4096),
  attestationObject: Base64Url(16_384),
  /** Ones that we do not know are left out, not refused: browsers learn new ones. */
  transports: Type.Array(Type.String({ maxLength: 32 }), { maxItems: 16 }),
})
export type PasskeyAttestation = Static<typeof PasskeyAttestation>

/** A challenge signed with a passkey. */
export const PasskeyAssertion = Closed({
  id: Base64Url(1023),
  clientDataJSON: Base64Url(4096),
  authenticatorData: Base64Url(4096),
  signature: Base64Url(4096),
  userHandle: Type.Optional(Base64Url(64)),
})
export type PasskeyAssertion = Static<typeof PasskeyAssertion>

export const PasskeyName = Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' })

export const Passkey = Type.Object({
  id: Id,
  name: Type.String(),
  createdAt: Instant,
  lastUsedAt: Type.Union([Instant, Type.Null()]),
  /** Kept by a password manager or an account, so that losing the device does not lose it. */
  backedUp: Type.Boolean(),
})
export type Passkey = Static<typeof Passkey>

export const PasskeyDraft = Closed({ name: PasskeyName, attestation: PasskeyAttestation })
export type PasskeyDraft = Static<typeof PasskeyDraft>

export const PasskeyChange = Closed({ name: PasskeyName })
export type PasskeyChange = Static<typeof PasskeyChange>
