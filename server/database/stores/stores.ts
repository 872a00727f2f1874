import type { Database } from '../database.ts'
import { createAuditStore } from './audit-store.ts'
import { createChannelStore } from './channel-store.ts'
import { createCommunityStore } from './community-store.ts'
import { createEmailStore } from './email-store.ts'
import { createHousekeepingStore } from './housekeeping-store.ts'
import { createIdempotencyStore } from './idempotency-store.ts'
import { createInviteStore } from './invite-store.ts'
import { createMemberStore } from './member-store.ts'
import { createOneTimeLinkStore } from './one-time-link-store.ts'
import { createOutboxStore } from './outbox-store.ts'
import { createPendingAccountStore } from './pending-account-store.ts'
import { createRoleStore } from './role-store.ts'
import { createServerSettingsStore } from './server-settings-store.ts'
import { createSessionStore } from './session-store.ts'
import { createSignInAttemptStore } from './sign-in-attempt-store.ts'
import { createSpentChallengeStore } from './spent-challenge-store.ts'
import { createUserStore } from './user-store.ts'

export type Stores = ReturnType<typeof createStores>

/** One store per aggregate, over one database. */
export const createStores = (db: Database) => ({
  users: createUserStore(db),
  sessions: createSessionStore(db),
  audit: createAuditStore(db),
  serverSettings: createServerSettingsStore(db),
  communities: createCommunityStore(db),
  members: createMemberStore(db),
  roles: createRoleStore(db),
  channels: createChannelStore(db),
  invites: createInviteStore(db),
  idempotency: createIdempotencyStore(db),
  emails: createEmailStore(db),
  oneTimeLinks: createOneTimeLinkStore(db),
  outbox: createOutboxStore(db),
  pendingAccounts: createPendingAccountStore(db),
  signInAttempts: createSignInAttemptStore(db),
  spentChallenges: createSpentChallengeStore(db),
  housekeeping: createHousekeepingStore(db),
})
