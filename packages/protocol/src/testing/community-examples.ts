import type { Channel } from '../rest/channels.ts'
import type { Community, CommunitySettings, CommunityView } from '../rest/communities.ts'
import type { Member } from '../rest/members.ts'
import type { Role } from '../rest/roles.ts'

const at = '2026-01-01T00:00:00.000Z'

export const exampleCommunity = (change: Partial<Community> = {}): Community => ({
  id: 'community',
  name: 'Night Radio',
  icon: null,
  description: '',
  tags: [],
  visibility: 'private',
  createdAt: at,
  ...change,
})

export const exampleSettings = (change: Partial<CommunitySettings> = {}): CommunitySettings => ({
  rules: '',
  verification: 'none',
  historyPolicy: 'from_joining',
  systemChannelId: null,
  afkChannelId: null,
  afkSeconds: 300,
  ...change,
})

export const exampleChannel = (change: Partial<Channel> = {}): Channel => ({
  id: 'channel',
  communityId: 'community',
  categoryId: null,
  kind: 'voice',
  name: 'Lounge',
  topic: '',
  position: 0,
  userLimit: 10,
  bitrate: 32_000,
  slowModeSeconds: 0,
  longestMessageSeconds: 900,
  retentionDays: 0,
  encryption: 'e2ee',
  isTemporary: false,
  ...change,
})

export const exampleMember = (change: Partial<Member> = {}): Member => ({
  userId: 'user',
  userName: 'user',
  displayName: 'User',
  nickname: null,
  avatar: null,
  isOwner: false,
  isBot: false,
  roleIds: [],
  joinedAt: at,
  timeoutUntil: null,
  ...change,
})

export const exampleRole = (change: Partial<Role> = {}): Role => ({
  id: 'role',
  communityId: 'community',
  kind: 'custom',
  name: 'Hosts',
  color: null,
  position: 1,
  permissions: [],
  isListed: false,
  isDefault: false,
  ...change,
})

export const exampleView = (change: Partial<CommunityView> = {}): CommunityView => ({
  community: exampleCommunity(),
  settings: exampleSettings(),
  categories: [],
  channels: [],
  roles: [],
  permissions: [],
  member: exampleMember(),
  newcomer: { needs: [], oldEnoughAt: null },
  ...change,
})
