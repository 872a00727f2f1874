import type { Channel, ChannelEncryption, Community, Invite, SignedIn } from '@chaos/protocol'

export type Person = SignedIn['user'] & { token: string; password: string }

export const password = 'five quiet words here'

/** One REST call by the book; anything but success ends the test. */
async function call<T>(url: string, method: string, token: string | null, body?: unknown): Promise<T> {
  const reply = await fetch(url, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await reply.text()
  if (!reply.ok) throw new Error(`${method} ${url}: ${reply.status} ${text}`)
  return (text === '' ? undefined : JSON.parse(text)) as T
}

export async function register(server: string, userName: string, displayName: string): Promise<Person> {
  const body = { userName, displayName, password }
  const { user, accessToken } = await call<SignedIn>(`${server}/api/auth/register`, 'POST', null, body)
  return { ...user, token: accessToken, password }
}

/** Another session of somebody who signed up by hand. */
export async function tokenOf(server: string, person: Pick<Person, 'userName' | 'password'>) {
  const { userName, password: own } = person
  const signedIn = await call<SignedIn>(`${server}/api/auth/sign-in`, 'POST', null, { userName, password: own })
  return signedIn.accessToken
}

export const createCommunity = (server: string, owner: Person, name: string) =>
  call<Community>(`${server}/api/communities`, 'POST', owner.token, { name })

export const createChannel = (
  server: string,
  owner: Person,
  communityId: string,
  draft: string | { name: string; encryption: ChannelEncryption },
) =>
  call<Channel>(
    `${server}/api/communities/${communityId}/channels`,
    'POST',
    owner.token,
    typeof draft === 'string' ? { name: draft } : draft,
  )

export async function firstChannel(server: string, person: Person, communityId: string): Promise<Channel> {
  const [channel] = await call<Channel[]>(`${server}/api/communities/${communityId}/channels`, 'GET', person.token)
  if (!channel) throw new Error('a new community has a channel')
  return channel
}

export const createInvite = (server: string, owner: Person, communityId: string) =>
  call<Invite>(`${server}/api/communities/${communityId}/invites`, 'POST', owner.token, {})

export const acceptInvite = (server: string, person: Person, code: string) =>
  call<unknown>(`${server}/api/communities/invites/${code}/accept`, 'POST', person.token, {})

/** People by these names, the first one owning a community that the others are in, and the address of its room. */
export async function gather(server: string, names: readonly string[]): Promise<{ people: Person[]; path: string }> {
  const people = await Promise.all(names.map((name) => register(server, name.toLowerCase(), name)))
  const [owner, ...guests] = people
  if (!owner) throw new Error('nobody to gather')
  const community = await createCommunity(server, owner, 'Reading Circle')
  const { code } = await createInvite(server, owner, community.id)
  for (const guest of guests) await acceptInvite(server, guest, code)
  const channel = await firstChannel(server, owner, community.id)
  return { people, path: `/communities/${community.id}/channels/${channel.id}` }
}
