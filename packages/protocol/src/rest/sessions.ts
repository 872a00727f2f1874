import { type Static, Type } from 'typebox'
import { Id, Instant } from '../ids.ts'
import { AuditAction } from './audit.ts'
import { AuthMethod } from './auth.ts'

const Name = Type.Union([Type.String(), Type.Null()])

/** What a client says it is. Names as their makers write them; null: it does not say. */
export const Device = Type.Object({
  browser: Name,
  system: Name,
  kind: Type.Enum(['computer', 'phone', 'tablet', 'program']),
})
export type Device = Static<typeof Device>

/** Where a network address belongs, as far as that is known without asking anybody. */
export const Place = Type.Object({
  ip: Type.String(),
  /** `server`: the machine that runs the server; `local`: a network that is not reachable from the Internet. */
  kind: Type.Enum(['server', 'local', 'internet']),
})
export type Place = Static<typeof Place>

/** One sign-in on one device. */
export const SessionView = Type.Object({
  id: Id,
  device: Device,
  place: Place,
  methods: Type.Array(AuthMethod),
  createdAt: Instant,
  lastUsedAt: Instant,
  /** The one that asks. */
  current: Type.Boolean(),
})
export type SessionView = Static<typeof SessionView>

/** One entry of one's own security log. What was erased with an older account is null. */
export const SecurityEvent = Type.Object({
  id: Id,
  at: Instant,
  action: AuditAction,
  /** Whether the person did it themselves; an administrator or nobody else. */
  byOneself: Type.Boolean(),
  device: Type.Union([Device, Type.Null()]),
  place: Type.Union([Place, Type.Null()]),
  details: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
})
export type SecurityEvent = Static<typeof SecurityEvent>

/** Newest first; `next` is the cursor of the following page. */
export const SecurityEventPage = Type.Object({ items: Type.Array(SecurityEvent), next: Name })
export type SecurityEventPage = Static<typeof SecurityEventPage>
