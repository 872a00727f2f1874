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
] as const

export const AuditAction = Type.Enum([...auditActions])
export type AuditAction = Static<typeof AuditAction>
