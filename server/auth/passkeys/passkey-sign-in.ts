import type {
  PasskeyAssertion,
  PasskeyCreationOptions,
  PasskeyRegistration,
  PasskeyRequestOptions,
  PasskeySignUpStart,
} from '@chaos/protocol'
import type { PasskeyStore } from '../../database/stores/passkey-store.ts'
import type { UserStore } from '../../database/stores/user-store.ts'
import { newId } from '../../utils/ids.ts'
import type { AuditLog } from '../audit-log.ts'
import type { ClientInfo } from '../client-info.ts'
import { type Enrol, UserNameTakenError } from '../enrol.ts'
import type { Grant, SignInOutcome } from '../grant.ts'
import type { Sessions } from '../sessions.ts'
import type { SignInGate } from '../sign-in-gate.ts'
import type { Ceremonies } from './ceremonies.ts'
import { PasskeyRefusedError } from './refusals.ts'

type Deps = {
  store: PasskeyStore
  users: Pick<UserStore, 'find' | 'findWithPassword'>
  ceremonies: Ceremonies
  sessions: Pick<Sessions, 'open'>
  gate: SignInGate
  enrol: Enrol
  audit: AuditLog
}
export type PasskeySignIn = ReturnType<typeof createPasskeySignIn>

/** Passkeys as the only factor: signing in without a name, and accounts without a password. */
export function createPasskeySignIn({ store, users, ceremonies, sessions, gate, enrol, audit }: Deps) {
  return {
    options: (): Promise<PasskeyRequestOptions> => ceremonies.requestOptions({ kind: 'sign_in' }),

    /** Throws {@link PasskeyRefusedError}. */
    async signIn(assertion: PasskeyAssertion, client: ClientInfo): Promise<SignInOutcome> {
      const refuse = async (error: unknown): Promise<never> => {
        if (error instanceof PasskeyRefusedError)
          await audit.record({ action: 'sign_in.failed', ip: client.ip, details: { method: 'passkey' } })
        throw error
      }
      const signed = { assertion, purpose: { kind: 'sign_in' }, client } as const
      const passkey = await ceremonies.checkAssertion(signed).catch(refuse)
      const user = await users.find(passkey.userId)
      if (!user) throw new PasskeyRefusedError('the account is gone')
      return gate.pass(user, { methods: ['passkey'], client })
    },

    /** Throws {@link UserNameTakenError} now, while no authenticator has made a passkey in vain. */
    async signUpOptions({ userName, displayName = userName }: PasskeySignUpStart): Promise<PasskeyCreationOptions> {
      if (await users.findWithPassword(userName)) throw new UserNameTakenError(`"${userName}" is taken`)
      const user = { id: newId(), userName, displayName }
      return ceremonies.creationOptions({ purpose: { kind: 'sign_up', userName }, user, known: [], isNewUser: true })
    },

    /**
     * Makes an account that only the passkey opens; null: it waits for an administrator. Throws
     * {@link PasskeyRefusedError}, or what `enrol` throws.
     */
    async signUp(
      { attestation, passkeyName, ...draft }: PasskeyRegistration,
      client: ClientInfo,
    ): Promise<Grant | null> {
      const purpose = { kind: 'sign_up', userName: draft.userName } as const
      const { passkey, newUserId } = await ceremonies.checkAttestation(attestation, purpose)
      if (newUserId === null || (await store.findByCredentialId(passkey.credentialId)))
        throw new PasskeyRefusedError('an account has this passkey already')
      const { user, status } = await enrol({ ...draft, id: newUserId, password: null }, client)
      const added = await store.insertUnlessKnown({ ...passkey, userId: user.id, name: passkeyName.trim() })
      if (!added) throw new PasskeyRefusedError('an account has this passkey already')
      return status === 'active' ? sessions.open(user, { methods: ['passkey'], client }) : null
    },
  }
}
