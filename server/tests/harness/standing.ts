import type { Permission } from '@chaos/protocol'
import { newId } from '../../utils/ids.ts'
import { memberRoles, roles } from '../../database/schema.ts'
import type { TestServer } from './start-server.ts'
import type { SignedInClient } from './test-client.ts'

type Given = { communityId: string; position: number; permissions: Permission[] }

/** Gives somebody a role of their own, past the server's own rules. Smaller positions are higher. */
export async function giveRole(server: TestServer, { user }: SignedInClient, given: Given): Promise<string> {
  const { db } = server.context.database
  const { communityId } = given
  const role = { id: newId(), kind: 'custom' as const, name: `Role ${given.position}`, ...given }
  await db.insert(roles).values(role)
  await db.insert(memberRoles).values({ communityId, userId: user.id, roleId: role.id })
  return role.id
}
