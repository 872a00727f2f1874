import type { FastifyInstance } from 'fastify'
import type { Context } from './context.ts'
import { emailRoutes, mailedLinkRoutes } from './api/account-mail.ts'
import { authRoutes } from './api/auth.ts'
import { requireViewer } from './api/authenticate.ts'
import { channelRoutes, communityChannelRoutes } from './api/channels.ts'
import { communityRoutes } from './api/communities.ts'
import { healthRoutes } from './api/health.ts'
import { confirmationRoutes } from './api/confirmation.ts'
import { honourIdempotencyKeys } from './api/idempotency.ts'
import { invitePreviewRoutes, inviteRoutes } from './api/invites.ts'
import { admissionRoutes, registrationRoutes } from './api/registrations.ts'
import { userRoutes } from './api/users.ts'
import { voiceRoutes } from './api/voice.ts'

/** Everything under /api. */
export async function apiRoutes(app: FastifyInstance, context: Context): Promise<void> {
  const { services, config, publicUrl, database, beforeClose, idempotency, jwks } = context
  const limits = config.rateLimits
  const health = { isDatabaseReachable: database.isReachable, isStopping: beforeClose.hasRun }
  app.get('/.well-known/jwks.json', { schema: { hide: true } }, async () => jwks)
  await app.register(healthRoutes(health), { prefix: '/api/health' })
  await app.register(authRoutes({ ...services, publicUrl: publicUrl.get, limits }), { prefix: '/api/auth' })
  await app.register(mailedLinkRoutes({ ...services, publicUrl: publicUrl.get, limits }), { prefix: '/api/auth' })
  await app.register(admissionRoutes(services.admission, limits), { prefix: '/api/auth/registration' })
  await app.register(invitePreviewRoutes(services.invites, limits), { prefix: '/api/communities' })

  await app.register(async (signedIn) => {
    requireViewer(signedIn, services.auth)
    honourIdempotencyKeys(signedIn, idempotency)
    await signedIn.register(confirmationRoutes({ ...services, limits }), { prefix: '/api/auth' })
    await signedIn.register(userRoutes(services.users), { prefix: '/api/users' })
    await signedIn.register(emailRoutes(services.emails, limits), { prefix: '/api/users/me/email' })
    await signedIn.register(registrationRoutes(services), { prefix: '/api/users/administration' })
    await signedIn.register(communityRoutes(services), { prefix: '/api/communities' })
    await signedIn.register(inviteRoutes(services.invites), { prefix: '/api/communities' })
    const channels = '/api/communities/:communityId/channels'
    await signedIn.register(communityChannelRoutes(services.channels), { prefix: channels })
    await signedIn.register(channelRoutes(services.channels), { prefix: '/api/channels' })
    await signedIn.register(voiceRoutes(services.rosters), { prefix: '/api/voice' })
  })
}
