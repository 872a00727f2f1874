import {
  Community,
  type CommunityDraft,
  CommunityView,
  Invite,
  InviteAcceptance,
  type InviteDraft,
} from '@chaos/protocol'
import { type Reply, type SignedInClient, succeeded } from './test-client.ts'

export const at = ({ id }: { id: string }, path = ''): string => `/api/communities/${id}${path}`

export const newCommunity = async (owner: SignedInClient, draft: Partial<CommunityDraft> = {}): Promise<Community> =>
  succeeded(Community, await owner.post('/api/communities', { name: 'Radio', ...draft }))

export const newInvite = async (maker: SignedInClient, to: Community, draft: InviteDraft = {}): Promise<Invite> =>
  succeeded(Invite, await maker.post(at(to, '/invites'), draft))

export const takeInvite = (client: SignedInClient, { code }: { code: string }): Promise<Reply> =>
  client.post(`/api/communities/invites/${code}/accept`)

/** Lets people in by an invite of the owner's. */
export async function bringIn(owner: SignedInClient, community: Community, people: SignedInClient[]): Promise<void> {
  const invite = await newInvite(owner, community)
  for (const person of people) succeeded(InviteAcceptance, await takeInvite(person, invite))
}

export const viewOf = async (client: SignedInClient, community: Community): Promise<CommunityView> =>
  succeeded(CommunityView, await client.get(at(community)))

/** A role of the community's own, as the people who run it make them. */
export const roleRow = (community: Community, name: string, { position = 1, permissions = [] as string[] } = {}) => {
  const id = crypto.randomUUID()
  const list = `array[${permissions.map((permission) => `'${permission}'`).join()}]::text[]`
  return {
    id,
    statement: `insert into roles (id, community_id, kind, name, permissions, position)
      values ('${id}', '${community.id}', 'custom', '${name}', ${list}, ${position})`,
  }
}
