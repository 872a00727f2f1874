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
  'identity.linked',
  'identity.unlinked',
  'refresh.reused',
  'totp.enabled',
  'totp.disabled',
  'recovery_codes.made',
  'recovery_code.used',
  'passkey.added',
  'passkey.renamed',
  'passkey.removed',
  'passkey.counter_regressed',
  'second_step.failed',
  'account.deletion_requested',
  'account.kept',
  'account.erased',
  'export.requested',
  'owner.appointed',
  'ownership.handed_over',
  'role.changed',
  'account.disabled',
  'account.enabled',
  'account.signed_out',
  'settings.changed',
  'email.changed',
  'email.removed',
  'reset_link.sent',
  /** By an administrator, to hand over. */
  'reset_link.issued',
  'registration.approved',
  'registration.refused',
  'bot.created',
  'bot.renamed',
  'bot.deleted',
  'bot_token.made',
  'bot_token.revoked',
  /** Brought into a community. */
  'bot.added',
  'webhook.created',
  'webhook.deleted',
] as const

export const AuditAction = Type.Enum([...auditActions])
export type AuditAction = Static<typeof AuditAction>
