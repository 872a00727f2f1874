import type { FastifyInstance } from 'fastify'
import type { Context } from './context.ts'
import { administrationRoutes } from './api/administration.ts'
import { emailRoutes, mailedLinkRoutes } from './api/account-mail.ts'
import { authRoutes } from './api/auth.ts'
import { automaticRuleRoutes } from './api/automatic-rules.ts'
import { requireViewer } from './api/authenticate.ts'
import { avatarRoutes } from './api/avatars.ts'
import { botRoutes, communityBotRoutes } from './api/bots.ts'
import { categoryRoutes } from './api/categories.ts'
import { channelRoutes, communityChannelRoutes } from './api/channels.ts'
import { channelKeyRoutes } from './api/channel-keys.ts'
import { communityRoutes } from './api/communities.ts'
import { communitySettingsRoutes } from './api/community-settings.ts'
import { discoveryRoutes } from './api/discovery.ts'
import { communityAuditRoutes } from './api/community-audit.ts'
import { healthRoutes } from './api/health.ts'
import { confirmationRoutes } from './api/confirmation.ts'
import { keySetRoutes } from './api/key-set.ts'
import { approvalRoutes, keyRoutes } from './api/keys.ts'
import { callRoutes, conversationRoutes } from './api/conversations.ts'
import { honourIdempotencyKeys } from './api/idempotency.ts'
import { invitePreviewRoutes, inviteRoutes } from './api/invites.ts'
import { messageRoutes } from './api/messages.ts'
import { readingRoutes } from './api/reading.ts'
import { recordingRoutes } from './api/recordings.ts'
import { uploadOptionRoutes, uploadRoutes } from './api/uploads.ts'
import { notificationRoutes } from './api/notifications.ts'
import { moderationRoutes } from './api/moderation.ts'
import { reportRoutes } from './api/reports.ts'
import { requireAdministrator } from './api/require-administrator.ts'
import { requireConfirmation } from './api/require-confirmation.ts'
import { serverInfoRoutes } from './api/server-info.ts'
import { setUpClaimRoutes, setUpRoutes } from './api/set-up.ts'
import { sessionRoutes } from './api/sessions.ts'
import { linkRoutes, providerRoutes } from './api/providers.ts'
import { overrideRoutes } from './api/overrides.ts'
import { passkeySignInRoutes } from './api/passkey-sign-in.ts'
import { signInMethodRoutes } from './api/sign-in-methods.ts'
import { exportFileRoutes, myDataRoutes } from './api/my-data.ts'
import { peopleRoutes } from './api/people.ts'
import { profileRoutes } from './api/profile.ts'
import { roleRoutes } from './api/roles.ts'
import { admissionRoutes, registrationRoutes } from './api/registrations.ts'
import { userRoutes } from './api/users.ts'
import { voiceRoutes } from './api/voice.ts'
import { botNoticeRoutes, postedNoticeRoutes, webhookRoutes } from './api/webhooks.ts'

/** Everything under /api. */
export async function apiRoutes(app: FastifyInstance, context: Context): Promise<void> {
  const { services, config, publicUrl, database, beforeClose, idempotency, keys } = context
  const limits = config.rateLimits
  const health = { isDatabaseReachable: database.isReachable, isStopping: beforeClose.hasRun }
  await app.register(keySetRoutes(keys.jwks), { prefix: '/.well-known' })
  await app.register(healthRoutes(health), { prefix: '/api/health' })
  const byProvider = { ...services.byProvider, publicUrl: publicUrl.get, limits }
  await app.register(providerRoutes(byProvider), { prefix: '/api/auth/providers' })
  await app.register(passkeySignInRoutes({ ...services, publicUrl: publicUrl.get, limits }), { prefix: '/api/auth' })
  await app.register(avatarRoutes(services.pictures), { prefix: '/api/users/avatars' })
  await app.register(exportFileRoutes({ exports: services.exports, publicUrl: publicUrl.get }), {
    prefix: '/api/users/exports',
  })
  await app.register(setUpRoutes({ ...services, publicUrl: publicUrl.get, limits }), { prefix: '/api/auth' })
  await app.register(serverInfoRoutes(services.serverSettings), { prefix: '/api/auth' })
  await app.register(authRoutes({ ...services, publicUrl: publicUrl.get, limits }), { prefix: '/api/auth' })
  await app.register(mailedLinkRoutes({ ...services, publicUrl: publicUrl.get, limits }), { prefix: '/api/auth' })
  await app.register(admissionRoutes({ ...services, publicUrl: publicUrl.get, limits }), {
    prefix: '/api/auth/registration',
  })
  await app.register(invitePreviewRoutes(services.outsiders, limits), { prefix: '/api/communities' })

  await app.register(uploadOptionRoutes, { prefix: '/api/messages/uploads' })
  await app.register(postedNoticeRoutes(services.notices), { prefix: '/api/communities/webhooks' })

  await app.register(async (signedIn) => {
    requireViewer(signedIn, services.authenticate)
    honourIdempotencyKeys(signedIn, idempotency)
    await signedIn.register(confirmationRoutes({ ...services, limits }), { prefix: '/api/auth' })
    await signedIn.register(sessionRoutes(services.sessionList), { prefix: '/api/auth/sessions' })
    await signedIn.register(linkRoutes(byProvider), { prefix: '/api/auth/providers' })
    await signedIn.register(signInMethodRoutes(services), { prefix: '/api/auth' })
    await signedIn.register(userRoutes(services), { prefix: '/api/users' })
    const { pictureBytes } = config.limits
    await signedIn.register(profileRoutes({ ...services, pictureBytes, limits }), { prefix: '/api/users' })
    await signedIn.register(peopleRoutes(services), { prefix: '/api/users' })
    await signedIn.register(keyRoutes({ ...services, limits }), { prefix: '/api/users' })
    await signedIn.register(approvalRoutes({ ...services, limits }), { prefix: '/api/users/me/keys/approvals' })
    const myData = { ...services, publicUrl: publicUrl.get, limits }
    await signedIn.register(myDataRoutes(myData), { prefix: '/api/users' })
    await signedIn.register(setUpClaimRoutes({ ...services, limits }), { prefix: '/api/users' })
    await signedIn.register(emailRoutes(services.emails, limits), { prefix: '/api/users/me/email' })
    await signedIn.register(communityRoutes(services), { prefix: '/api/communities' })
    const ofOne = { ...services, pictureBytes, limits }
    await signedIn.register(communitySettingsRoutes(ofOne), { prefix: '/api/communities/:communityId' })
    await signedIn.register(discoveryRoutes(services), { prefix: '/api/communities' })
    await signedIn.register(inviteRoutes(services.invites), { prefix: '/api/communities' })
    const community = '/api/communities/:communityId'
    await signedIn.register(moderationRoutes(services), { prefix: community })
    await signedIn.register(reportRoutes(services.reports), { prefix: `${community}/reports` })
    await signedIn.register(automaticRuleRoutes(services.automaticRules), { prefix: `${community}/automatic-rules` })
    await signedIn.register(communityAuditRoutes(services.communityAudit), { prefix: `${community}/audit` })
    const channels = '/api/communities/:communityId/channels'
    await signedIn.register(communityChannelRoutes(services.channels), { prefix: channels })
    await signedIn.register(channelRoutes(services.channels), { prefix: '/api/channels' })
    await signedIn.register(channelKeyRoutes({ ...services, limits }), { prefix: '/api/channels/:channelId/keys' })
    await signedIn.register(botNoticeRoutes(services.notices), { prefix: '/api/channels' })
    await signedIn.register(botRoutes(services.bots), { prefix: '/api/users/me/bots' })
    await signedIn.register(communityBotRoutes(services.communityBots), { prefix: `${community}/bots` })
    await signedIn.register(webhookRoutes(services.webhooks), { prefix: `${community}/webhooks` })
    await signedIn.register(conversationRoutes(services.conversations), { prefix: '/api/channels/conversations' })
    await signedIn.register(callRoutes(services.calls), { prefix: '/api/voice/conversations' })
    await signedIn.register(notificationRoutes(services), { prefix: '/api/users/me/notifications' })
    const messages = '/api/messages'
    await signedIn.register(messageRoutes({ ...services, limits }), { prefix: messages })
    await signedIn.register(readingRoutes(services.reading), { prefix: messages })
    await signedIn.register(recordingRoutes(services), { prefix: messages })
    await signedIn.register(uploadRoutes({ ...services, limits }), { prefix: `${messages}/uploads` })
    await signedIn.register(categoryRoutes(services), { prefix: community })
    await signedIn.register(roleRoutes(services), { prefix: community })
    await signedIn.register(overrideRoutes(services.overrides), { prefix: '/api/channels/:channelId/overrides' })
    await signedIn.register(voiceRoutes(services), { prefix: '/api/voice' })
    await signedIn.register(async (administrators) => {
      requireAdministrator(administrators, services.administrators)
      requireConfirmation(administrators, services.confirmation)
      const prefix = '/api/users/administration'
      await administrators.register(administrationRoutes(services.administration), { prefix })
      await administrators.register(registrationRoutes(services), { prefix })
    })
  })
}
