import { type Static, Type } from 'typebox'

/** Everything that the audit log knows by name. */
export const auditActions = [
  'account.registered',
  'session.opened',
  'session.revoked',
  'sign_in.failed',
  'confirmation.succeeded',
  'confirmation.failed',
  'password.changed',
  'refresh.reused',
  'email.changed',
  'email.removed',
  'reset_link.sent',
  /** By an administrator, to hand over. */
  'reset_link.issued',
  'registration.approved',
  'registration.refused',
] as const

export const AuditAction = Type.Enum([...auditActions])
export type AuditAction = Static<typeof AuditAction>
