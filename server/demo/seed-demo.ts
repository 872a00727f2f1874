import { randomBytes } from 'node:crypto'
import type { Grant } from '../auth/grant.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { Context } from '../context.ts'
import { DomainError } from '../utils/domain-error.ts'
import { type Demo, type DemoUser, readDemo, writeDemo } from './demo-file.ts'

type Services = Context['services']

/** The server itself, on behalf of nobody. */
const client = { ip: '', userAgent: '' }

const people = [
  { userName: 'ada', displayName: 'Ada' },
  { userName: 'marconi', displayName: 'Marconi' },
]
const furtherChannels = ['Studio', 'Night Shift']

/** 12 characters, 72 random bits. */
const newPassword = () => randomBytes(9).toString('base64url')

/**
 * Makes a community with two accounts, once per data folder; later calls find them again. Returns what to print: how to
 * sign in, and the invite link.
 */
export async function seedDemo({ services, publicUrl }: Context, folder: string): Promise<string> {
  const kept = readDemo(folder)
  const demo = kept && (await stillWorks(services, kept)) ? kept : await create(services, folder)
  await appointFirst(services, demo)
  return describe(demo, publicUrl.get())
}

/** The first of the demo's accounts owns the server, unless somebody does already. */
async function appointFirst({ auth, ownerSetUp }: Services, { users: [first] }: Demo): Promise<void> {
  if (!first) return
  const outcome = await auth.signIn(first, client)
  if (outcome.kind === 'signed_in') await ownerSetUp.appoint(outcome.grant.signedIn.user.id)
}

/** The file may be older than the database, when that was replaced. */
async function stillWorks({ auth, invites }: Services, { users, inviteCode }: Demo): Promise<boolean> {
  try {
    await invites.preview(inviteCode)
    for (const user of users) await auth.signIn(user, client)
    return true
  } catch (error) {
    if (error instanceof DomainError) return false
    throw error
  }
}

async function create({ auth, communities, channels, invites }: Services, folder: string): Promise<Demo> {
  const registered = []
  for (const person of people) registered.push(await register(auth, person))
  const [owner, ...others] = await Promise.all(registered.map(({ grant }) => viewerOf(auth, grant)))
  if (!owner) throw new Error('nobody was registered')
  const community = await communities.create(owner, { name: 'The Radio Room' })
  for (const name of furtherChannels) await channels.create(owner, community.id, { name })
  const { code: inviteCode } = await invites.create(owner, community.id, {})
  for (const other of others) await invites.accept(other, inviteCode)
  const demo = { users: registered.map(({ user }) => user), inviteCode }
  writeDemo(folder, demo)
  return demo
}

const viewerOf = (auth: Services['auth'], { signedIn }: Grant): Promise<Viewer> =>
  auth.authenticate(signedIn.accessToken)

/** Under another name when the wanted one is taken. */
async function register(auth: Services['auth'], person: { userName: string; displayName: string }) {
  for (let attempt = 1; ; attempt += 1) {
    const userName = attempt === 1 ? person.userName : `${person.userName}-${attempt}`
    const user: DemoUser = { userName, password: newPassword() }
    try {
      const grant = await auth.register({ ...user, displayName: person.displayName }, client)
      if (!grant) throw new Error('the demo needs a server on which anybody can register')
      return { user, grant }
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'username_taken')) throw error
    }
  }
}

function describe({ users, inviteCode }: Demo, url: string): string {
  const accounts = users.map(({ userName, password }) => `  user name ${userName}, password ${password}`)
  const invite = `Anybody else joins with this link: ${url}/invite/${inviteCode}`
  return ['The Radio Room is ready. Sign in, in two browsers, as', ...accounts, invite].join('\n')
}
