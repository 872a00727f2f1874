export type { PermissionOverride, RoleView } from '@chaos/protocol'
export { createRoles, type Roles } from './roles.ts'
