import type {
  ManagedUserPage,
  ManagedUserQuery,
  ManagedUserView,
  ServerRole,
  SessionEnd,
  UserId,
} from '@chaos/protocol'
import type { AdministrationStore, Concerned, StandingChange } from '../../database/stores/administration-store.ts'
import { BadRequestError, ForbiddenError, NotFoundError } from '../../utils/domain-error.ts'
import type { AuditLog } from '../audit-log.ts'
import type { ClientInfo } from '../client-info.ts'
import type { Sessions } from '../sessions.ts'
import type { Viewer } from '../viewer.ts'
import { assignableRoles, mayManage, requireAbove, requireOwnerLeft } from './rules.ts'

type Deps = { store: AdministrationStore; sessions: Pick<Sessions, 'revokeAllOf'>; audit: AuditLog }
/** Who changes something, and from where. */
export type Administrator = { viewer: Viewer; client: ClientInfo }

export type UserAdministration = ReturnType<typeof createUserAdministration>

const userId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const gone = () => new NotFoundError('there is no such account')

function readCursor(cursor: string): UserId {
  if (!userId.test(cursor)) throw new BadRequestError('the cursor is not one of ours')
  return cursor
}

/** What administrators do with accounts. Whoever calls has made sure that the viewer is one and has confirmed it lately. */
export function createUserAdministration({ store, sessions, audit }: Deps) {
  async function change(
    { viewer }: Administrator,
    targetId: UserId,
    decide: (concerned: Concerned) => StandingChange,
  ): Promise<Concerned> {
    const concerned = await store.change({ actorId: viewer.userId, targetId }, (people) => {
      requireAbove(people.actor, people.target)
      const decided = decide(people)
      requireOwnerLeft(people.target, { ...people.target, ...decided.target }, people.activeOwners)
      return decided
    })
    if (!concerned) throw gone()
    return concerned
  }

  const endSessions = (subjectId: UserId, because: SessionEnd, { client }: Administrator) =>
    sessions.revokeAllOf(subjectId, { because, client })

  const record = (
    { viewer, client }: Administrator,
    subjectId: UserId,
    entry: Pick<Parameters<AuditLog['record']>[0], 'action' | 'details'>,
  ) => audit.record({ ...entry, actorId: viewer.userId, subjectId, sessionId: viewer.sessionId, ip: client.ip })

  return {
    /** One page, newest first. Throws `BadRequestError` for a strange cursor. */
    async page({ cursor, limit = 50, ...filters }: ManagedUserQuery): Promise<ManagedUserPage> {
      const after = cursor === undefined ? null : readCursor(cursor)
      // One more than asked for tells whether another page follows.
      const found = await store.list({ ...filters, limit: limit + 1, after })
      const items = found.slice(0, limit)
      return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null }
    },

    /** Throws `NotFoundError`. */
    async view(viewer: Viewer, targetId: UserId): Promise<ManagedUserView> {
      const [target, actor] = await Promise.all([store.view(targetId), store.find(viewer.userId)])
      if (!target || !actor) throw gone()
      return { ...target, mayManage: mayManage(actor, target), assignableRoles: assignableRoles(actor, target) }
    },

    /** Nobody can sign in to it any more, and whoever is, is out at once. */
    async disable(administrator: Administrator, targetId: UserId, reason: string): Promise<void> {
      const statusReason = reason.trim()
      await change(administrator, targetId, () => ({ target: { status: 'disabled', statusReason } }))
      await endSessions(targetId, 'account_disabled', administrator)
      await record(administrator, targetId, { action: 'account.disabled', details: { reason: statusReason } })
    },

    /** Takes back {@link disable}; an account that waits for approval goes on waiting. */
    async enable(administrator: Administrator, targetId: UserId): Promise<void> {
      const { target } = await change(administrator, targetId, ({ target: { status } }) => ({
        target: status === 'disabled' ? { status: 'active', statusReason: null } : { status },
      }))
      if (target.status === 'disabled') await record(administrator, targetId, { action: 'account.enabled' })
    },

    /** Ends every session of an account, on all its devices. */
    async signOut(administrator: Administrator, targetId: UserId): Promise<void> {
      await change(administrator, targetId, ({ target: { status } }) => ({ target: { status } }))
      await endSessions(targetId, 'by_administrator', administrator)
      await record(administrator, targetId, { action: 'account.signed_out' })
    },

    /** Throws {@link ForbiddenError} for a role that is not the viewer's to give. */
    async changeRole(administrator: Administrator, targetId: UserId, role: ServerRole): Promise<void> {
      const { target } = await change(administrator, targetId, (people) => {
        if (!assignableRoles(people.actor, people.target).includes(role))
          throw new ForbiddenError('nobody gives a role as high as their own')
        return { target: { serverRole: role } }
      })
      const details = { before: target.serverRole, after: role }
      if (target.serverRole !== role) await record(administrator, targetId, { action: 'role.changed', details })
    },

    /** The viewer, an owner, makes another account the owner and becomes an administrator. */
    async handOver(administrator: Administrator, targetId: UserId): Promise<void> {
      await change(administrator, targetId, ({ actor, target }) => {
        if (actor.serverRole !== 'owner') throw new ForbiddenError('only an owner can hand the server over')
        if (target.status !== 'active' || target.id === actor.id)
          throw new BadRequestError('the new owner has to be somebody else, whose account works')
        return { target: { serverRole: 'owner' }, actor: { serverRole: 'admin' } }
      })
      await record(administrator, targetId, { action: 'ownership.handed_over' })
    },
  }
}
