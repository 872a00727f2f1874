import type { Category, CategoryDraft, CommunityId } from '@chaos/protocol'
import type { AuditLog } from '../auth/audit-log.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { CategoryKey, CategoryStore } from '../database/stores/category-store.ts'
import { LimitReachedError, NotFoundError } from '../utils/domain-error.ts'
import type { CommunityEvents } from './community-events.ts'
import type { Permissions } from './permissions.ts'

type Deps = {
  categories: CategoryStore
  permissions: Permissions
  events: CommunityEvents
  audit: AuditLog
  limits: { categoriesPerCommunity: number }
}
export type CategoryService = ReturnType<typeof createCategoryService>

const missing = () => new NotFoundError('there is no such category')

export function createCategoryService({ categories, permissions, events, audit, limits }: Deps) {
  const mayManage = (viewer: Viewer, communityId: CommunityId) =>
    permissions.require(viewer, 'manage_channels', { communityId })

  return {
    /** Throws {@link LimitReachedError} or the refusal of `permissions`. */
    async create(viewer: Viewer, communityId: CommunityId, { name }: CategoryDraft): Promise<Category> {
      await mayManage(viewer, communityId)
      const category = await categories.insert(communityId, name.trim(), limits.categoriesPerCommunity)
      if (!category) throw new LimitReachedError(`at most ${limits.categoriesPerCommunity} categories`)
      const details = { category: category.name }
      await audit.record({ action: 'category.created', actorId: viewer.userId, communityId, details })
      events.publish(communityId, { type: 'category.put', category })
      return category
    },

    /** Throws {@link NotFoundError} or the refusal of `permissions`. */
    async rename(viewer: Viewer, key: CategoryKey, { name }: CategoryDraft): Promise<Category> {
      await mayManage(viewer, key.communityId)
      const renamed = await categories.rename(key, name.trim())
      if (!renamed) throw missing()
      const { category, nameBefore } = renamed
      if (category.name === nameBefore) return category
      const details = { 'name.before': nameBefore, 'name.after': category.name }
      const entry = { actorId: viewer.userId, communityId: key.communityId, details }
      await audit.record({ action: 'category.changed', ...entry })
      events.publish(key.communityId, { type: 'category.put', category })
      return category
    },

    /** Its channels stay. Throws {@link NotFoundError} or the refusal of `permissions`. */
    async remove(viewer: Viewer, key: CategoryKey): Promise<void> {
      await mayManage(viewer, key.communityId)
      const removed = await categories.remove(key)
      if (!removed) throw missing()
      const entry = { actorId: viewer.userId, communityId: key.communityId, details: { category: removed.name } }
      await audit.record({ action: 'category.deleted', ...entry })
      events.publish(key.communityId, { type: 'category.deleted', ...key })
    },
  }
}
