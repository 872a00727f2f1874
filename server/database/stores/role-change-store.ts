import type { CommunityId, Role, CommunityRoleChange, UserId } from '@chaos/protocol'
import { and, asc, eq, sql } from '../drizzle.ts'
import { newId } from '../../utils/ids.ts'
import type { Database } from '../database.ts'
import { memberRoles, roles } from '../schema.ts'
import { shownRole, toRole } from './role-store.ts'

export type RoleChangeStore = ReturnType<typeof createRoleChangeStore>

/** One role, by where it has to be. */
export type RoleKey = { communityId: CommunityId; roleId: string }
export type NewRole = Pick<Role, 'communityId' | 'name' | 'color' | 'permissions' | 'isListed' | 'isDefault'>
export type Grant = RoleKey & { userId: UserId }

/** Decides about a role as it stands now, and refuses by throwing: then nothing is changed. */
export type Judge<Decision = void> = (role: Role) => Decision

const only = ({ communityId, roleId }: RoleKey) => and(eq(roles.id, roleId), eq(roles.communityId, communityId))
const isCustom = eq(roles.kind, 'custom')

async function locked(tx: Pick<Database, 'select'>, key: RoleKey): Promise<Role | null> {
  const [row] = await tx.select(shownRole).from(roles).where(only(key)).for('update')
  return row ? toRole(row) : null
}

/** What changes roles and who holds them. The judge of each change sees the role locked, so that it cannot change meanwhile. */
export function createRoleChangeStore(db: Database) {
  return {
    /** Puts a role below the others; null when there are `limit` already. */
    async insert(draft: NewRole, limit: number): Promise<Role | null> {
      const id = newId()
      const existing = sql`from ${roles} where ${roles.communityId} = ${draft.communityId} and ${isCustom}`
      await db.execute(sql`insert into ${roles}
          (id, community_id, kind, name, permissions, position, color, is_listed, is_default)
        select ${id}::uuid, ${draft.communityId}::uuid, 'custom', ${draft.name}::text,
          ${sql.param(draft.permissions)}::text[], (select coalesce(max(${roles.position}), 0) + 1 ${existing}),
          ${draft.color}::text, ${draft.isListed}::boolean, ${draft.isDefault}::boolean
          where (select count(*) ${existing}) < ${limit}`)
      const [row] = await db.select(shownRole).from(roles).where(eq(roles.id, id))
      return row ? toRole(row) : null
    },

    /** What it was and what it is; null when it is not there. Throws what the judge does, which answers with the change. */
    async change(key: RoleKey, judge: Judge<CommunityRoleChange>): Promise<{ before: Role; role: Role } | null> {
      return db.transaction(async (tx) => {
        const before = await locked(tx, key)
        if (!before) return null
        const change = judge(before)
        if (Object.keys(change).length === 0) return { before, role: before }
        const [row] = await tx.update(roles).set(change).where(only(key)).returning(shownRole)
        return row ? { before, role: toRole(row) } : null
      })
    },

    /** The role that was there and who held it; null when it is not there. Throws what the judge does. */
    async remove(key: RoleKey, judge: Judge): Promise<{ role: Role; holders: UserId[] } | null> {
      return db.transaction(async (tx) => {
        const role = await locked(tx, key)
        if (!role) return null
        judge(role)
        const held = await tx.delete(memberRoles).where(eq(memberRoles.roleId, role.id)).returning()
        await tx.delete(roles).where(only(key))
        return { role, holders: held.map(({ userId }) => userId) }
      })
    },

    /** Puts the roles that are not built in as the judge of all of them says. Throws what it does. */
    async reorder(communityId: CommunityId, judge: (now: Role[]) => string[]): Promise<void> {
      await db.transaction(async (tx) => {
        const rows = await tx
          .select(shownRole)
          .from(roles)
          .where(and(eq(roles.communityId, communityId), isCustom))
          .orderBy(asc(roles.position), asc(roles.id))
          .for('update')
        const stacked = judge(rows.map(toRole)).map((id, index) => ({ id, position: index + 1 }))
        await tx.execute(sql`update ${roles} set position = new.position
          from json_to_recordset(${JSON.stringify(stacked)}::json) as new(id uuid, position integer)
          where ${roles.id} = new.id and ${roles.communityId} = ${communityId} and ${isCustom}`)
      })
    },

    /** The role, and whether the member did not hold it before; null when it is not there. Throws what the judge does. */
    async give({ userId, ...key }: Grant, judge: Judge): Promise<{ role: Role; changed: boolean } | null> {
      return db.transaction(async (tx) => {
        const role = await locked(tx, key)
        if (!role) return null
        judge(role)
        const grant = { communityId: key.communityId, userId, roleId: role.id }
        const given = await tx.insert(memberRoles).values(grant).onConflictDoNothing().returning()
        return { role, changed: given.length > 0 }
      })
    },

    /** The role, and whether the member held it; null when it is not there. Throws what the judge does. */
    async take({ userId, ...key }: Grant, judge: Judge): Promise<{ role: Role; changed: boolean } | null> {
      return db.transaction(async (tx) => {
        const role = await locked(tx, key)
        if (!role) return null
        judge(role)
        const own = and(eq(memberRoles.roleId, role.id), eq(memberRoles.userId, userId))
        const taken = await tx.delete(memberRoles).where(own).returning()
        return { role, changed: taken.length > 0 }
      })
    },

    /** At most `limit` of those who hold a role. */
    async holders(roleId: string, limit: number): Promise<UserId[]> {
      const rows = await db
        .select({ userId: memberRoles.userId })
        .from(memberRoles)
        .where(eq(memberRoles.roleId, roleId))
        .limit(limit)
      return rows.map(({ userId }) => userId)
    },
  }
}
