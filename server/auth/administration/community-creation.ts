import type { UserStore } from '../../database/stores/user-store.ts'
import { ForbiddenError } from '../../utils/domain-error.ts'
import type { ServerSettingsService } from '../server-settings.ts'
import type { Viewer } from '../viewer.ts'

type Deps = { settings: Pick<ServerSettingsService, 'get'>; users: Pick<UserStore, 'isAdministrator'> }

/** Throws {@link ForbiddenError} for those whom the server's settings do not let make communities. */
export const createCommunityCreation =
  ({ settings, users }: Deps) =>
  async ({ userId }: Viewer): Promise<void> => {
    const { mayCreateCommunities } = await settings.get()
    if (mayCreateCommunities === 'administrators' && !(await users.isAdministrator(userId)))
      throw new ForbiddenError('on this server only administrators make communities')
  }
