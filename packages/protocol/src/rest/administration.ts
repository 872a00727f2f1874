import { type Static, Type } from 'typebox'
import { Id, Instant } from '../ids.ts'
import { Closed } from '../wire/message-table.ts'
import { AuditAction } from './audit.ts'
import { PageQuery } from './pages.ts'
import { AccountStatus, ServerRole, User } from './users.ts'

const Next = Type.Union([Type.String(), Type.Null()])

/** An account as administrators see it in a list. */
export const ManagedUser = Type.Object({
  ...User.properties,
  email: Type.Union([Type.String(), Type.Null()]),
  serverRole: ServerRole,
  status: AccountStatus,
  createdAt: Instant,
  /** When one of its sessions was last used; null: never. */
  lastSeenAt: Type.Union([Instant, Type.Null()]),
})
export type ManagedUser = Static<typeof ManagedUser>

/** Newest first; `next` is the cursor of the following page. */
export const ManagedUserPage = Type.Object({ items: Type.Array(ManagedUser), next: Next })
export type ManagedUserPage = Static<typeof ManagedUserPage>

export const ManagedUserQuery = Closed({
  ...PageQuery.properties,
  /** What the user name, the display name or the e-mail address begins with. */
  search: Type.Optional(Type.String({ maxLength: 64 })),
  status: Type.Optional(AccountStatus),
  role: Type.Optional(ServerRole),
})
export type ManagedUserQuery = Static<typeof ManagedUserQuery>

/** One account on its own page. */
export const ManagedUserView = Type.Object({
  ...ManagedUser.properties,
  emailVerified: Type.Boolean(),
  hasPassword: Type.Boolean(),
  /** Why it is disabled, in an administrator's words. */
  statusReason: Type.Union([Type.String(), Type.Null()]),
  sessionCount: Type.Integer(),
  /** Whether the viewer's role is above its own. */
  mayManage: Type.Boolean(),
  /** The roles that the viewer may give it. */
  assignableRoles: Type.Array(ServerRole),
})
export type ManagedUserView = Static<typeof ManagedUserView>

export const AccountDisabling = Closed({ reason: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }) })
export type AccountDisabling = Static<typeof AccountDisabling>

export const RoleChange = Closed({ role: ServerRole })
export type RoleChange = Static<typeof RoleChange>

/** Makes another account the owner, and the viewer an administrator. */
export const OwnerHandOver = Closed({ userId: Id })
export type OwnerHandOver = Static<typeof OwnerHandOver>

const Person = Type.Union([User, Type.Null()])

export const ServerAuditEntry = Type.Object({
  id: Id,
  position: Type.Integer({ description: 'in the chain; 1 is the oldest' }),
  at: Instant,
  action: AuditAction,
  /** null: nobody who was signed in, or an account that is gone. */
  actor: Person,
  subject: Person,
  ip: Type.Union([Type.String(), Type.Null()]),
  details: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
})
export type ServerAuditEntry = Static<typeof ServerAuditEntry>

/** Newest first. */
export const ServerAuditPage = Type.Object({ items: Type.Array(ServerAuditEntry), next: Next })
export type ServerAuditPage = Static<typeof ServerAuditPage>

export const ServerAuditQuery = Closed({
  ...PageQuery.properties,
  action: Type.Optional(AuditAction),
  actorId: Type.Optional(Id),
  subjectId: Type.Optional(Id),
  /** At this time or later. */
  from: Type.Optional(Instant),
  /** Before this time. */
  until: Type.Optional(Instant),
})
export type ServerAuditQuery = Static<typeof ServerAuditQuery>

/** Whether the chain of the audit log is whole, and if not, where it is broken. */
export const AuditVerdict = Type.Union([
  Type.Object({
    kind: Type.Literal('whole'),
    entries: Type.Integer(),
    /** Entries whose personal details went with an account. */
    erased: Type.Integer(),
  }),
  Type.Object({ kind: Type.Literal('broken'), position: Type.Integer(), why: Type.String() }),
])
export type AuditVerdict = Static<typeof AuditVerdict>
