import { PreferencesState, Profile, ProfileChange, SyncedPreferences } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { AvatarService } from '../auth/profile/avatar-service.ts'
import type { PreferenceService } from '../auth/profile/preference-service.ts'
import type { ProfileService } from '../auth/profile/profile-service.ts'
import { acceptPictures } from './pictures.ts'
import { type RateLimits, rateLimit } from './rate-limits.ts'

type Deps = {
  profiles: ProfileService
  avatars: AvatarService
  preferences: PreferenceService
  /** Most bytes of an uploaded picture. */
  pictureBytes: number
  limits: Pick<RateLimits, 'uploads'>
}

/** Mounted at /api/users. */
export function profileRoutes({ profiles, avatars, preferences, ...settings }: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    const own = { response: { 200: Profile } }
    app.get('/me/profile', { schema: own }, async ({ viewer }) => profiles.own(viewer))
    app.patch('/me/profile', { schema: { ...own, body: ProfileChange } }, async ({ viewer, body }) =>
      profiles.change(viewer, body),
    )

    const picture = acceptPictures(app)
    app.put(
      '/me/avatar',
      {
        schema: { ...own, body: picture.body },
        bodyLimit: settings.pictureBytes,
        config: rateLimit(settings.limits.uploads),
      },
      async ({ viewer, body }) => avatars.set(viewer, picture.bytesOf(body)),
    )
    app.delete('/me/avatar', { schema: own }, async ({ viewer }) => avatars.remove(viewer))

    const synced = { response: { 200: PreferencesState } }
    app.get('/me/preferences', { schema: synced }, async ({ viewer }) => preferences.own(viewer))
    app.patch('/me/preferences', { schema: { ...synced, body: SyncedPreferences } }, async ({ viewer, body }) =>
      preferences.change(viewer, body),
    )
  }
}
