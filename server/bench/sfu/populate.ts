import { randomBytes } from 'node:crypto'
import { Channel, Community, Invite, InviteAcceptance, SignedIn } from '@chaos/protocol'
import { inParallel } from '../shared/in-parallel.ts'
import { createRestClient } from '../shared/rest-client.ts'

/** Hashing passwords is the work here, and there are only so many cores. */
const atOnce = 4

/** Makes, over REST, a community with so many members, and a voice channel that takes them all. */
export async function populate(url: string, participants: number): Promise<{ channelId: string; tokens: string[] }> {
  const client = createRestClient(url)
  const seats = Array.from({ length: participants }, (_, seat) => seat)
  const tokens = await inParallel(seats, atOnce, async (seat) => {
    const body = { userName: `seat-${seat}`, password: randomBytes(16).toString('hex') }
    const { accessToken } = await client.post({ seat }, '/api/auth/register', { body, reply: SignedIn })
    return accessToken
  })
  const owner = { seat: 0, token: tokens[0] ?? '' }
  const community = await client.post(owner, '/api/communities', { body: { name: 'Load' }, reply: Community })
  const within = `/api/communities/${community.id}`
  const draft = { name: 'Everybody', userLimit: participants }
  const channel = await client.post(owner, `${within}/channels`, { body: draft, reply: Channel })
  const { code } = await client.post(owner, `${within}/invites`, { body: {}, reply: Invite })
  await inParallel(tokens.slice(1), atOnce, async (token, index) => {
    const send = { body: {}, reply: InviteAcceptance }
    await client.post({ seat: index + 1, token }, `/api/communities/invites/${code}/accept`, send)
  })
  return { channelId: channel.id, tokens }
}
