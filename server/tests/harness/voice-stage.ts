import { Channel, type CommunitySettings, Community, Invite, type Permission } from '@chaos/protocol'
import { Type } from 'typebox'
import { eq } from '../../database/drizzle.ts'
import { channels, communities, memberRoles, roles } from '../../database/schema.ts'
import { newId } from '../../utils/ids.ts'
import { type Overrides, startServer } from './start-server.ts'
import { type SignedInClient, succeeded } from './test-client.ts'
import { joinVoice, openVoiceSocket, type VoiceClient, type VoiceClientOptions } from './voice-client.ts'

export type Stage = Awaited<ReturnType<typeof setStage>>

/** A server with one community and one voice channel, and people of its who join by name. */
export async function setStage(overrides: Overrides = {}) {
  const server = await startServer({ overrides })
  const owner = await server.register('owner')
  const community = succeeded(Community, await owner.post('/api/communities', { name: 'Club' }))
  const invite = succeeded(Invite, await owner.post(`/api/communities/${community.id}/invites`, {}))
  const people = new Map<string, SignedInClient>([['owner', owner]])
  const clients = new Set<VoiceClient>()

  const addChannel = async (name: string, more: { userLimit?: number } = {}): Promise<Channel> =>
    succeeded(Channel, await owner.post(`/api/communities/${community.id}/channels`, { name, ...more }))

  /** A member of the community, made at the first mention. */
  const person = async (name: string): Promise<SignedInClient> => {
    const known = people.get(name)
    if (known) return known
    const made = await server.register(name)
    succeeded(Type.Unknown(), await made.post(`/api/communities/invites/${invite.code}/accept`))
    people.set(name, made)
    return made
  }

  const { db } = server.context.database
  /** A channel of another form, as an owner would set it. */
  const addSpecial = async (name: string, change: Partial<Channel>): Promise<Channel> => {
    const channel = await addChannel(name)
    await db.update(channels).set(change).where(eq(channels.id, channel.id))
    return { ...channel, ...change }
  }
  /** Gives somebody a role of their own, above all members. */
  const appoint = async (name: string, permissions: Permission[]): Promise<SignedInClient> => {
    const appointed = await person(name)
    const role = { id: newId(), communityId: community.id, kind: 'custom' as const, name: `of ${name}`, permissions }
    await db.insert(roles).values({ ...role, position: 1 })
    await db.insert(memberRoles).values({ communityId: community.id, userId: appointed.user.id, roleId: role.id })
    return appointed
  }
  const settle = async (change: Partial<Pick<CommunitySettings, 'afkChannelId' | 'afkSeconds'>>): Promise<void> => {
    await db.update(communities).set(change).where(eq(communities.id, community.id))
  }

  const hall = await addChannel('Hall of tests')
  return {
    server,
    community,
    hall,
    owner,
    addChannel,
    addSpecial,
    appoint,
    settle,
    person,
    async join(name: string, options: Partial<VoiceClientOptions> = {}): Promise<VoiceClient> {
      const { token } = await person(name)
      const client = await joinVoice({ url: server.url, token, channelId: hall.id, ...options })
      clients.add(client)
      return client
    },
    openSocket: (channelId: string = hall.id) => openVoiceSocket({ url: server.url, channelId }),
    /** Everybody leaves without a goodbye, so that a test finds an empty channel once they are gone. */
    async clear(): Promise<void> {
      for (const client of clients) if (!client.isClosed) client.leave()
      await Promise.all([...clients].map((client) => client.closed()))
      for (const client of clients) client.dispose()
      clients.clear()
    },
    async close(): Promise<void> {
      for (const client of clients) client.dispose()
      await server.close()
    },
  }
}
