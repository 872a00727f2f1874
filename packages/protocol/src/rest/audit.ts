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
  'owner.appointed',
  'ownership.handed_over',
  'role.changed',
  'account.disabled',
  'account.enabled',
  'account.signed_out',
  'settings.changed',
] as const

export const AuditAction = Type.Enum([...auditActions])
export type AuditAction = Static<typeof AuditAction>
