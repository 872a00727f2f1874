export type { AuditVerdict, ManagedUser, ManagedUserView, ServerAuditEntry, ServerSettings } from '@chaos/protocol'
export { type Administration, createAdministration } from './administration.ts'
export { createOwnerSetUp, type OwnerSetUp } from './set-up.ts'
