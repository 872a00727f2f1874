import { type Static, Type } from 'typebox'
import { Id } from '../ids.ts'
import { Permission } from '../permissions.ts'

/** Smaller positions are higher. `owner` and `member` (everybody) are built in. */
export const Role = Type.Object({
  id: Id,
  communityId: Id,
  kind: Type.Enum(['owner', 'member', 'custom']),
  name: Type.String(),
  color: Type.Union([Type.String({ pattern: '^#[0-9a-f]{6}$' }), Type.Null()]),
  position: Type.Integer(),
  permissions: Type.Array(Permission),
  /** Its members are listed under its name. */
  isListed: Type.Boolean(),
  /** Newcomers get it. */
  isDefault: Type.Boolean(),
})
export type Role = Static<typeof Role>
