import type { Database } from '../database.ts'
import { createAdministrationStore } from './administration-store.ts'
import { createAuditQueryStore } from './audit-query-store.ts'
import { createAuditStore } from './audit-store.ts'
import { createAudienceStore } from './audience-store.ts'
import { createAutomaticRuleStore } from './automatic-rule-store.ts'
import { createBotStore } from './bot-store.ts'
import { createBotTokenStore } from './bot-token-store.ts'
import { createCategoryStore } from './category-store.ts'
import { createChannelOrderStore } from './channel-order-store.ts'
import { createChannelStore } from './channel-store.ts'
import { createCommunityChangeStore } from './community-change-store.ts'
import { createCommunityStore } from './community-store.ts'
import { createConversationStore } from './conversation-store.ts'
import { createDiscoveryStore } from './discovery-store.ts'
import { createErasureStore } from './erasure-store.ts'
import { createExportStore } from './export-store.ts'
import { createEmailStore } from './email-store.ts'
import { createHousekeepingStore } from './housekeeping-store.ts'
import { createIdempotencyStore } from './idempotency-store.ts'
import { createIdentityStore } from './identity-store.ts'
import { createInviteStore } from './invite-store.ts'
import { createJoiningStore } from './joining-store.ts'
import { createMemberStore } from './member-store.ts'
import { createModerationStore } from './moderation-store.ts'
import { createPasskeyChallengeStore } from './passkey-challenge-store.ts'
import { createPasskeyStore } from './passkey-store.ts'
import { createPersonStore } from './person-store.ts'
import { createProviderFlowStore } from './provider-flow-store.ts'
import { createRecoveryCodeStore } from './recovery-code-store.ts'
import { createPreferenceStore } from './preference-store.ts'
import { createProfileStore } from './profile-store.ts'
import { createNotificationSettingsStore } from './notification-settings-store.ts'
import { createNotificationStore } from './notification-store.ts'
import { createOneTimeLinkStore } from './one-time-link-store.ts'
import { createOutboxStore } from './outbox-store.ts'
import { createOwnershipStore } from './ownership-store.ts'
import { createPendingAccountStore } from './pending-account-store.ts'
import { createRelationshipStore } from './relationship-store.ts'
import { createPushStore } from './push-store.ts'
import { createPictureStore } from './picture-store.ts'
import { createReportStore } from './report-store.ts'
import { createOverrideStore } from './override-store.ts'
import { createRoleChangeStore } from './role-change-store.ts'
import { createRoleStore } from './role-store.ts'
import { createSecondStepStore } from './second-step-store.ts'
import { createServerSettingsStore } from './server-settings-store.ts'
import { createChannelKeyStore } from './channel-key-store.ts'
import { createDeviceApprovalStore } from './device-approval-store.ts'
import { createKeyDeviceStore } from './key-device-store.ts'
import { createKeyLogStore } from './key-log-store.ts'
import { createKeyWaitingStore } from './key-waiting-store.ts'
import { createRecoveryStore } from './recovery-store.ts'
import { createSetUpStore } from './set-up-store.ts'
import { createSessionStore } from './session-store.ts'
import { createSigningKeyStore } from './signing-key-store.ts'
import { createStatusStore } from './status-store.ts'
import { createTotpStore } from './totp-store.ts'
import { createSignInAttemptStore } from './sign-in-attempt-store.ts'
import { createSpentChallengeStore } from './spent-challenge-store.ts'
import { createMessageStore } from './message-store.ts'
import { createReactionStore } from './reaction-store.ts'
import { createReadingStore } from './reading-store.ts'
import { createAudioObjectStore } from './audio-object-store.ts'
import { createUserStore } from './user-store.ts'
import { createWebhookStore } from './webhook-store.ts'

export type Stores = ReturnType<typeof createStores>

/** One store per aggregate, over one database. */
export const createStores = (db: Database) => ({
  users: createUserStore(db),
  sessions: createSessionStore(db),
  audit: createAuditStore(db),
  auditQueries: createAuditQueryStore(db),
  administration: createAdministrationStore(db),
  setUp: createSetUpStore(db),
  signingKeys: createSigningKeyStore(db),
  serverSettings: createServerSettingsStore(db),
  passkeys: createPasskeyStore(db),
  passkeyChallenges: createPasskeyChallengeStore(db),
  totp: createTotpStore(db),
  recoveryCodes: createRecoveryCodeStore(db),
  secondSteps: createSecondStepStore(db),
  communities: createCommunityStore(db),
  communityChanges: createCommunityChangeStore(db),
  ownership: createOwnershipStore(db),
  joining: createJoiningStore(db),
  discovery: createDiscoveryStore(db),
  pictures: createPictureStore(db),
  members: createMemberStore(db),
  moderation: createModerationStore(db),
  reports: createReportStore(db),
  automaticRules: createAutomaticRuleStore(db),
  roles: createRoleStore(db),
  roleChanges: createRoleChangeStore(db),
  overrides: createOverrideStore(db),
  channels: createChannelStore(db),
  conversations: createConversationStore(db),
  categories: createCategoryStore(db),
  channelOrder: createChannelOrderStore(db),
  invites: createInviteStore(db),
  idempotency: createIdempotencyStore(db),
  identities: createIdentityStore(db),
  providerFlows: createProviderFlowStore(db),
  profiles: createProfileStore(db),
  preferences: createPreferenceStore(db),
  exports: createExportStore(db),
  erasure: createErasureStore(db),
  emails: createEmailStore(db),
  oneTimeLinks: createOneTimeLinkStore(db),
  outbox: createOutboxStore(db),
  pendingAccounts: createPendingAccountStore(db),
  signInAttempts: createSignInAttemptStore(db),
  spentChallenges: createSpentChallengeStore(db),
  relationships: createRelationshipStore(db),
  statuses: createStatusStore(db),
  people: createPersonStore(db),
  notifications: createNotificationStore(db),
  notificationSettings: createNotificationSettingsStore(db),
  push: createPushStore(db),
  housekeeping: createHousekeepingStore(db),
  bots: createBotStore(db),
  botTokens: createBotTokenStore(db),
  webhooks: createWebhookStore(db),
  audience: createAudienceStore(db),
  recovery: createRecoveryStore(db),
  keyWaiting: createKeyWaitingStore(db),
  keyLogs: createKeyLogStore(db),
  keyDevices: createKeyDeviceStore(db),
  deviceApprovals: createDeviceApprovalStore(db),
  channelKeys: createChannelKeyStore(db),
  messages: createMessageStore(db),
  reactions: createReactionStore(db),
  reading: createReadingStore(db),
  audioObjects: createAudioObjectStore(db),
})
