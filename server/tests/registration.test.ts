import { createHash } from 'node:crypto'
import {
  Community,
  Invite,
  PendingAccountPage,
  ResetLink,
  type ServerSettingsChange,
  SignedIn,
  WorkChallenge,
  type WorkProof,
} from '@chaos/protocol'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { addTotp } from './harness/factors.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { query } from './harness/query.ts'
import { codeOf, countsOf, password, type SignedInClient, succeeded } from './harness/test-client.ts'

let server: TestServer
let administrator: SignedInClient
beforeAll(async () => {
  server = await startServer()
  administrator = await server.register('chair')
  await setRole('chair', 'admin')
})
afterEach(() => set({ registration: 'open', proofOfWork: false }))
afterAll(() => server.close())

const set = (change: ServerSettingsChange) => server.context.services.serverSettings.change(change)
const setRole = (userName: string, role: string) =>
  query(server.databaseUrl, `update users set server_role = '${role}' where user_name = '${userName}'`)
const register = (userName: string, more: object = {}) =>
  server.anonymous.post('/api/auth/register', { userName, password, ...more })
const signIn = (userName: string, secret = password) =>
  server.anonymous.post('/api/auth/sign-in', { userName, password: secret })
const administration = '/api/users/administration'
const waiting = async () =>
  succeeded(PendingAccountPage, await administrator.get(`${administration}/registrations`)).items
const idOf = async (userName: string) =>
  String((await query(server.databaseUrl, `select id from users where user_name = '${userName}'`))[0]?.['id'])

test('the pages before sign-in learn how an account is made', async () => {
  await set({ registration: 'approval', contact: 'Ask Olga at the front desk.' })
  const { status, body } = await server.anonymous.get('/api/auth/registration')
  const contact = 'Ask Olga at the front desk.'
  expect([status, body]).toEqual([200, { mode: 'approval', proofOfWork: false, resetByMail: false, contact }])
})

test('closed: nobody can make an account, invited or not; sign-in goes on', async () => {
  await set({ registration: 'closed' })
  expect(codeOf(await register('latecomer'))).toBe('registration_closed')
  expect(codeOf(await register('latecomer', { inviteCode: 'A'.repeat(22) }))).toBe('registration_closed')
  expect((await signIn('chair')).status).toBe(200)
})

test('invite: a code that works is needed', async () => {
  const { id } = succeeded(Community, await administrator.post('/api/communities', { name: 'Studio' }))
  const { code } = succeeded(Invite, await administrator.post(`/api/communities/${id}/invites`, {}))
  await set({ registration: 'invite' })
  for (const more of [{}, { inviteCode: 'A'.repeat(22) }])
    expect(codeOf(await register('guest', more))).toBe('invite_needed')
  expect(codeOf(await register('guest', { inviteCode: 'short' }))).toBe('bad_request')
  expect((await register('guest', { inviteCode: code })).status).toBe(201)
  await query(server.databaseUrl, "update invites set expires_at = now() - interval '1 second'")
  expect(codeOf(await register('guest-2', { inviteCode: code }))).toBe('invite_needed')
})

test('approval: the account waits, and works once an administrator lets it in', async () => {
  await set({ registration: 'approval' })
  const reply = await register('hopeful', { displayName: 'Hope' })
  expect([reply.status, reply.body, reply.headers.getSetCookie()]).toEqual([202, { kind: 'pending' }, []])
  expect(codeOf(await signIn('hopeful'))).toBe('account_pending')
  expect(codeOf(await signIn('hopeful', 'a wrong guess'))).toBe('wrong_credentials')
  const [pending] = await waiting()
  expect(pending).toMatchObject({ userName: 'hopeful', displayName: 'Hope' })
  const approve = `${administration}/registrations/${pending?.id}/approve`
  const replies = await Promise.all([1, 2, 3].map(() => administrator.post(approve)))
  expect(countsOf(replies)).toEqual({ 204: 1, 404: 2 })
  expect((await signIn('hopeful')).status).toBe(200)
  expect(await waiting()).toEqual([])
})

test('refused: the account is gone and its name free; an account in use cannot be refused', async () => {
  await set({ registration: 'approval' })
  await register('unlucky')
  const [pending] = await waiting()
  expect((await administrator.post(`${administration}/registrations/${pending?.id}/refuse`)).status).toBe(204)
  expect(codeOf(await signIn('unlucky'))).toBe('wrong_credentials')
  expect((await register('unlucky')).status).toBe(202)
  const refuse = await administrator.post(`${administration}/registrations/${administrator.user.id}/refuse`)
  expect(codeOf(refuse)).toBe('not_found')
  expect((await signIn('chair')).status).toBe(200)
})

test('the waiting come in pages', async () => {
  await set({ registration: 'approval' })
  for (const name of ['page-1', 'page-2', 'page-3']) await register(name)
  const names: string[] = []
  let cursor = ''
  for (let pages = 0; pages < 10; pages += 1) {
    const path = `${administration}/registrations?limit=2${cursor}`
    const { items, next } = succeeded(PendingAccountPage, await administrator.get(path))
    names.push(...items.map(({ userName }) => userName))
    if (next === null) break
    cursor = `&cursor=${next}`
  }
  expect(names).toEqual(expect.arrayContaining(['page-1', 'page-2', 'page-3']))
  expect(new Set(names).size).toBe(names.length)
  expect(codeOf(await administrator.get(`${administration}/registrations?cursor=nonsense`))).toBe('bad_request')
})

test('only administrators see who waits, decide, or hand out links', async () => {
  const somebody = await server.register('somebody')
  const id = administrator.user.id
  const replies = [
    await somebody.get(`${administration}/registrations`),
    await somebody.post(`${administration}/registrations/${id}/approve`),
    await somebody.post(`${administration}/registrations/${id}/refuse`),
    await somebody.post(`${administration}/users/${id}/reset-link`),
  ]
  expect(replies.map(codeOf)).toEqual(['forbidden', 'forbidden', 'forbidden', 'forbidden'])
  expect((await server.anonymous.get(`${administration}/registrations`)).status).toBe(401)
})

test('an administrator hands out a reset link: confirmed, written down, never for a role as high as their own', async () => {
  const { user } = await server.register('forgetful')
  await server.register('boss')
  await setRole('boss', 'owner')
  const issue = async (userId: string) => administrator.post(`${administration}/users/${userId}/reset-link`)
  expect(codeOf(await issue(await idOf('boss')))).toBe('forbidden')
  await setRole('boss', 'admin')
  expect(codeOf(await issue(await idOf('boss')))).toBe('forbidden')
  expect(codeOf(await issue('01a20655-9d1d-715c-a691-ea4b66008b76'))).toBe('not_found')
  await query(server.databaseUrl, "update sessions set confirmed_at = now() - interval '11 minutes'")
  expect(codeOf(await issue(user.id))).toBe('confirmation_required')
  await administrator.post('/api/auth/confirm', { password })
  const reply = await issue(user.id)
  const { url } = succeeded(ResetLink, reply)
  expect(reply.headers.get('cache-control')).toBe('no-store')
  expect(url).toMatch(new RegExp(`^${server.context.publicUrl.get()}/reset-password#[\\w-]{43}$`))
  const secret = new URL(url).hash.slice(1)
  const reset = { secret, password: 'a fresh password' }
  expect((await server.anonymous.post('/api/auth/reset-password', reset)).status).toBe(204)
  expect(codeOf(await server.anonymous.post('/api/auth/reset-password', reset))).toBe('link_invalid')
  expect((await signIn('forgetful', 'a fresh password')).status).toBe(200)
  const entries = await query(
    server.databaseUrl,
    "select actor_id, subject_id from audit_entries where action = 'reset_link.issued'",
  )
  expect(entries).toEqual([{ actor_id: administrator.user.id, subject_id: user.id }])
})

test('a new password by a link leaves the second factor in its place', async () => {
  const careful = await server.register('careful')
  await addTotp(careful)
  const { url } = succeeded(
    ResetLink,
    await administrator.post(`${administration}/users/${careful.user.id}/reset-link`),
  )
  const reset = { secret: new URL(url).hash.slice(1), password: 'a fresh password' }
  expect((await server.anonymous.post('/api/auth/reset-password', reset)).status).toBe(204)
  expect((await signIn('careful', 'a fresh password')).body).toMatchObject({ kind: 'second_step' })
})

/** By counting. */
function solve({ challenge, bits }: WorkChallenge): WorkProof {
  for (let nonce = 0; ; nonce += 1) {
    const digest = createHash('sha256').update(`${challenge}:${nonce}`).digest()
    if (digest.readUInt32BE(0) >>> (32 - bits) === 0) return { challenge, nonce }
  }
}
const challenge = async () =>
  succeeded(WorkChallenge, await server.anonymous.post('/api/auth/registration/challenge', {}))

test('proof of work: fresh, solved, and for one account only', async () => {
  await set({ proofOfWork: true, proofOfWorkBits: 10 })
  expect(codeOf(await register('worker'))).toBe('proof_needed')
  const proof = solve(await challenge())
  const names = Array.from({ length: 10 }, (_, at) => `worker-${at}`)
  const replies = await Promise.all(names.map((name) => register(name, { proof })))
  expect(replies.filter(({ status }) => status === 201).length).toBe(1)
  await set({ proofOfWorkBits: 26 })
  const unsolved = await challenge()
  const goes = await Promise.all(
    [0, 1, 2, 3].map((nonce) => register('guesser', { proof: { challenge: unsolved.challenge, nonce } })),
  )
  expect(new Set(goes.map(codeOf))).toEqual(new Set(['proof_needed']))
  await set({ proofOfWorkBits: 10 })
  const fresh = await register('worker', { proof: solve(await challenge()) })
  expect(succeeded(SignedIn, fresh).user.userName).toBe('worker')
})
