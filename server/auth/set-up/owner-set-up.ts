import { timingSafeEqual } from 'node:crypto'
import type { SetUp, UserId } from '@chaos/protocol'
import type { SetUpStore } from '../../database/stores/set-up-store.ts'
import { DomainError, UnauthenticatedError } from '../../utils/domain-error.ts'
import { hashSecret, newSecret } from '../../utils/opaque-secret.ts'
import type { AuditLog } from '../audit-log.ts'
import type { ClientInfo } from '../client-info.ts'
import { UserNameTakenError } from '../enrol.ts'
import type { Grant } from '../grant.ts'
import { hashPassword } from '../passwords.ts'
import type { Sessions } from '../sessions.ts'
import type { Viewer } from '../viewer.ts'

class SetUpLinkDeadError extends DomainError {
  override readonly code = 'set_up_link_dead'
}

type Deps = { store: SetUpStore; sessions: Pick<Sessions, 'open'>; audit: AuditLog; publicUrl: () => string }
export type OwnerSetUp = ReturnType<typeof createOwnerSetUp>

const dead = () => new SetUpLinkDeadError('the link has been used, or the server has printed a newer one')

/** Makes the first owner of a server: whoever can read what it prints at its start. */
export function createOwnerSetUp({ store, sessions, audit, publicUrl }: Deps) {
  /** The secret's hash, when the link works. */
  async function check(secret: string): Promise<Buffer> {
    const presented = hashSecret(secret)
    const kept = await store.linkHash()
    if (!kept || !timingSafeEqual(kept, presented)) throw dead()
    return presented
  }
  const appointed = (userId: UserId, client: ClientInfo | null) =>
    audit.record({
      ...{ action: 'owner.appointed', actorId: userId, subjectId: userId },
      ...(client && { ip: client.ip }),
    })

  return {
    /** A new link, while the server has no owner; older ones are dead from then on. */
    async issueLink(): Promise<string | null> {
      const secret = newSecret()
      return (await store.replaceLink(hashSecret(secret))) ? `${publicUrl()}/set-up#${secret}` : null
    },

    /** Throws {@link SetUpLinkDeadError}. */
    async check(secret: string): Promise<void> {
      await check(secret)
    },

    /** Makes the owner's account. Throws {@link SetUpLinkDeadError} or {@link UserNameTakenError}; the link lives on then. */
    async register({ secret, password, ...names }: SetUp, client: ClientInfo): Promise<Grant> {
      const secretHash = await check(secret)
      const { userName, displayName = userName } = names
      const passwordHash = await hashPassword(password)
      const made = await store.makeNewOwner(secretHash, { userName, displayName, passwordHash })
      if (made.kind === 'link_dead') throw dead()
      if (made.kind === 'name_taken') throw new UserNameTakenError(`"${userName}" is taken`)
      const { id } = made.owner
      await audit.record({ action: 'account.registered', actorId: id, subjectId: id, ip: client.ip })
      await appointed(id, client)
      return sessions.open(made.owner, { methods: ['password'], client })
    },

    /** Makes the viewer the owner. Throws {@link SetUpLinkDeadError}. */
    async claim({ userId }: Viewer, secret: string, client: ClientInfo): Promise<void> {
      const made = await store.makeOwner(await check(secret), userId)
      if (made.kind === 'link_dead') throw dead()
      if (made.kind === 'name_taken') throw new UnauthenticatedError('the account cannot be used')
      await appointed(userId, client)
    },

    /** Makes an account the owner that the server itself has made; nothing happens when there is one. */
    async appoint(userId: UserId): Promise<void> {
      if (await store.makeFirstOwner(userId)) await appointed(userId, null)
    },
  }
}
