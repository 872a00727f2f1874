import { Channel, Community, CommunityView, Invite, Role } from '@chaos/protocol'
import { Type } from 'typebox'
import { type SignedInClient, succeeded } from './test-client.ts'

/** A new community of the first one that the others are in, and what a test often asks of it. */
export async function gather(people: readonly SignedInClient[]) {
  const [owner, ...others] = people
  if (!owner) throw new Error('nobody to gather')
  const { id: communityId } = succeeded(Community, await owner.post('/api/communities', { name: 'Club' }))
  const path = `/api/communities/${communityId}`
  const { code } = succeeded(Invite, await owner.post(`${path}/invites`, {}))
  const admit = async (other: SignedInClient) =>
    succeeded(Type.Unknown(), await other.post(`/api/communities/invites/${code}/accept`))
  for (const other of others) await admit(other)

  const view = async (client: SignedInClient) => succeeded(CommunityView, await client.get(path))
  const give = async (roleId: string, ...clients: SignedInClient[]) => {
    for (const { user } of clients)
      succeeded(Type.Unknown(), await owner.put(`${path}/members/${user.id}/roles/${roleId}`))
  }
  return {
    communityId,
    path,
    /** Of the invite by which people come in. */
    code,
    admit,
    view,
    give,
    channel: async (name: string, more: object = {}) =>
      succeeded(Channel, await owner.post(`${path}/channels`, { name, ...more })),
    role: async (name: string, permissions: string[] = []) =>
      succeeded(Role, await owner.post(`${path}/roles`, { name, permissions })),
    /** The role of everybody. */
    everybody: async () => {
      const role = (await view(owner)).roles.find(({ kind }) => kind === 'member')
      if (!role) throw new Error('no role of everybody')
      return role
    },
    override: async (channelId: string, [target, id]: readonly ['role' | 'member', string], sets: object) =>
      owner.put(`/api/channels/${channelId}/overrides/${target}/${id}`, { allow: [], deny: [], ...sets }),
  }
}
