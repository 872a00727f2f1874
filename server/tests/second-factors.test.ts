import { RecoveryCodes, SignedIn, SignInMethods, TotpSetup } from '@chaos/protocol'
import { Secret } from 'otpauth'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AccountFact, accountTopic } from '../auth/account-events.ts'
import { addPasskey, addTotp, calmStep, codeAt, secondStep, startSignIn } from './harness/factors.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { codeOf, countsOf, createTestClient, password, type SignedInClient, succeeded } from './harness/test-client.ts'
import { createVirtualAuthenticator } from './harness/virtual-authenticator.ts'

let server: TestServer
let database: pg.Client
const facts: AccountFact[] = []
beforeAll(async () => {
  server = await startServer()
  server.context.events.account.subscribe(accountTopic, (fact) => void facts.push(fact))
  database = new pg.Client({ connectionString: server.databaseUrl })
  await database.connect()
})
afterAll(async () => {
  await database.end()
  await server.close()
})

const methodsOf = async (client: SignedInClient) => succeeded(SignInMethods, await client.get('/api/auth/methods'))
const step = (ticket: string, proof: object) => secondStep(server.anonymous, ticket, proof)
const totp = (code: string) => ({ method: 'totp', code })
const recovery = (code: string) => ({ method: 'recovery_code', code })
const actionsOf = async ({ user }: SignedInClient): Promise<string[]> => {
  const { rows } = await database.query<{ action: string }>(
    'select action from audit_entries where subject_id = $1 order by position',
    [user.id],
  )
  return rows.map(({ action }) => action)
}
const changesOf = ({ user }: SignedInClient) =>
  facts.filter(({ userId, type }) => userId === user.id && type === 'second_factor.changed').length
/** As if the session had been confirmed last an hour ago. */
const unconfirmed = ({ user }: SignedInClient) =>
  database.query(`update sessions set confirmed_at = now() - interval '1 hour' where user_id = $1`, [user.id])

test('an authenticator app is asked for from its first code on, and its secret is nowhere in the clear', async () => {
  const ada = await server.register('ada')
  expect(await methodsOf(ada)).toEqual({ hasPassword: true, passkeys: [], totpSince: null, recoveryCodesLeft: 0 })
  const begun = await ada.post('/api/auth/totp')
  expect(begun.headers.get('cache-control')).toBe('no-store')
  const { uri } = succeeded(TotpSetup, begun)
  expect(uri).toMatch(/^otpauth:\/\/totp\/C\.H\.A\.O\.S\.:ada\?/)
  expect((await server.anonymous.post('/api/auth/sign-in', { userName: 'ada', password })).body).toHaveProperty(
    'accessToken',
  )
  const { secret, recoveryCodes } = await addTotp(ada)
  expect(recoveryCodes).toHaveLength(10)
  expect(await methodsOf(ada)).toMatchObject({ totpSince: expect.any(String) as string, recoveryCodesLeft: 10 })

  const needed = await startSignIn(server.anonymous, ada)
  expect(needed).toEqual({ kind: 'second_step', ticket: needed.ticket, methods: ['totp', 'recovery_code'] })
  const { rows } = await database.query<{ text: string }>(
    `select totp_secrets::text from totp_secrets union all select recovery_codes::text from recovery_codes
     union all select second_step_tickets::text from second_step_tickets`,
  )
  expect(rows).toHaveLength(12)
  const kept = JSON.stringify(rows)
  for (const text of [secret, ...recoveryCodes, needed.ticket]) {
    expect(kept).not.toContain(text)
    expect(kept).not.toContain(Buffer.from(text).toString('hex'))
  }
  expect(kept).not.toContain(Buffer.from(Secret.fromBase32(secret).bytes).toString('hex'))

  const reply = await step(needed.ticket, totp(codeAt(secret)))
  const { accessToken, user } = succeeded(SignedIn, reply)
  expect(user).toEqual(ada.user)
  expect(reply.headers.getSetCookie()[0]).toMatch(/^chaos_refresh=/)
  expect((await createTestClient(server.url, accessToken).get('/api/users/me')).status).toBe(200)

  expect(await actionsOf(ada)).toEqual([
    'account.registered',
    'session.opened',
    'session.opened',
    'totp.enabled',
    'session.opened',
  ])
  expect(changesOf(ada)).toBe(1)
})

test('a first factor alone reaches nothing: no cookie, no token', async () => {
  const bob = await server.register('bob')
  await addTotp(bob)
  const reply = await server.anonymous.post('/api/auth/sign-in', { userName: 'bob', password })
  const opening = reply.headers.getSetCookie().filter((cookie) => !cookie.startsWith('chaos_device='))
  expect(opening).toEqual([])
  expect(JSON.stringify(reply.body)).not.toContain('accessToken')
  const { ticket } = reply.body as { ticket: string }
  expect((await createTestClient(server.url, ticket).get('/api/users/me')).status).toBe(401)
})

test('no code is taken twice, not even at once, nor one older than the last', async () => {
  const cleo = await server.register('cleo')
  const { secret } = await addTotp(cleo)
  expect(codeOf(await step((await startSignIn(server.anonymous, cleo)).ticket, totp(codeAt(secret, -1))))).toBe(
    'wrong_code',
  )
  const tickets = await Promise.all([1, 2, 3, 4].map(() => startSignIn(server.anonymous, cleo)))
  const replies = await Promise.all(tickets.map(({ ticket }) => step(ticket, totp(codeAt(secret)))))
  expect(countsOf(replies)).toEqual({ 200: 1, 403: 3 })
  const after = await startSignIn(server.anonymous, cleo)
  expect(codeOf(await step(after.ticket, totp(codeAt(secret))))).toBe('wrong_code')
  expect((await step(after.ticket, totp(codeAt(secret, 1)))).status).toBe(200)
})

test('a code two steps away, of another account, or of another form is refused', async () => {
  const dora = await server.register('dora')
  const { secret } = await addTotp(dora)
  const other = await addTotp(await server.register('dora-other'))
  const { ticket } = await startSignIn(server.anonymous, dora)
  for (const code of [codeAt(secret, 2), codeAt(secret, -2), codeAt(other.secret)])
    expect(codeOf(await step(ticket, totp(code)))).toBe('wrong_code')
  for (const proof of [totp('12345'), totp('abcdef'), { method: 'totp' }, { method: 'sms', code: '123456' }, 'x'])
    expect(codeOf(await server.anonymous.post('/api/auth/second-step', { ticket, proof }))).toBe('bad_request')
  expect((await step(ticket, totp(codeAt(secret)))).status).toBe(200)
})

test('a ticket has five tries, lives five minutes, and opens one session', async () => {
  const eve = await server.register('eve')
  const { secret } = await addTotp(eve)
  const first = await startSignIn(server.anonymous, eve)
  for (let tries = 0; tries < 5; tries += 1)
    expect(codeOf(await step(first.ticket, recovery('no such')))).toBe('wrong_code')
  expect(codeOf(await step(first.ticket, totp(codeAt(secret))))).toBe('ticket_invalid')

  const late = await startSignIn(server.anonymous, eve)
  const { rows } = await database.query<{ seconds: string }>(
    `select extract(epoch from max(expires_at) - now()) seconds from second_step_tickets where user_id = $1`,
    [eve.user.id],
  )
  expect(Number(rows[0]?.seconds)).toBeGreaterThan(280)
  expect(Number(rows[0]?.seconds)).toBeLessThanOrEqual(300)
  await database.query(`update second_step_tickets set expires_at = now() - interval '1 ms' where user_id = $1`, [
    eve.user.id,
  ])
  expect(codeOf(await step(late.ticket, totp(codeAt(secret))))).toBe('ticket_invalid')
  expect(codeOf(await step('made up', totp(codeAt(secret))))).toBe('ticket_invalid')

  const good = await startSignIn(server.anonymous, eve)
  expect((await step(good.ticket, totp(codeAt(secret)))).status).toBe(200)
  expect(codeOf(await step(good.ticket, totp(codeAt(secret, 1))))).toBe('ticket_invalid')
})

test('ten wrong codes in a row, over all tickets, block the app and nothing else', async () => {
  const fay = await server.register('fay')
  const { secret, recoveryCodes } = await addTotp(fay)
  const tickets = await Promise.all([1, 2, 3].map(() => startSignIn(server.anonymous, fay)))
  const wrong = codeAt(secret, 40)
  const replies = await Promise.all(tickets.flatMap(({ ticket }) => [1, 2, 3, 4].map(() => step(ticket, totp(wrong)))))
  expect(countsOf(replies)).toEqual({ 403: 10, 429: 2 })
  const { ticket } = await startSignIn(server.anonymous, fay)
  expect(codeOf(await step(ticket, totp(codeAt(secret))))).toBe('codes_blocked')
  expect((await step(ticket, recovery(recoveryCodes[0] ?? ''))).status).toBe(200)
  await database.query(`update totp_secrets set blocked_until = now() where user_id = $1`, [fay.user.id])
  const later = await startSignIn(server.anonymous, fay)
  expect((await step(later.ticket, totp(codeAt(secret)))).status).toBe(200)
})

test('a recovery code stands in once, however it is typed, and is told', async () => {
  const gus = await server.register('gus')
  const { recoveryCodes } = await addTotp(gus)
  const [code = ''] = recoveryCodes
  const tickets = await Promise.all([1, 2, 3].map(() => startSignIn(server.anonymous, gus)))
  const typed = ` ${code.toUpperCase().replaceAll('-', ' ')}`
  const replies = await Promise.all(tickets.map(({ ticket }) => step(ticket, recovery(typed))))
  expect(countsOf(replies)).toEqual({ 200: 1, 403: 2 })
  expect(await methodsOf(gus)).toMatchObject({ recoveryCodesLeft: 9 })
  expect(await actionsOf(gus)).toContain('recovery_code.used')
  expect(changesOf(gus)).toBe(2)
})

test('new recovery codes replace the old ones', async () => {
  const hal = await server.register('hal')
  expect(codeOf(await hal.post('/api/auth/recovery-codes'))).toBe('bad_request')
  const { recoveryCodes } = await addTotp(hal)
  const sets = await Promise.all([1, 2, 3].map(() => hal.post('/api/auth/recovery-codes')))
  expect(await methodsOf(hal)).toMatchObject({ recoveryCodesLeft: 10 })
  const { ticket } = await startSignIn(server.anonymous, hal)
  expect(codeOf(await step(ticket, recovery(recoveryCodes[0] ?? '')))).toBe('wrong_code')
  const all = sets.map((reply) => succeeded(RecoveryCodes, reply).codes)
  const outcomes = await Promise.all(
    all.map(
      async ([code = '']) => (await step((await startSignIn(server.anonymous, hal)).ticket, recovery(code))).status,
    ),
  )
  expect(outcomes.toSorted((a, b) => a - b)).toEqual([200, 403, 403])
})

test('an app can be replaced; the old one works until the new one has shown a code', async () => {
  const ida = await server.register('ida')
  const { secret } = await addTotp(ida)
  const next = succeeded(TotpSetup, await ida.post('/api/auth/totp')).secret
  expect(next).not.toBe(secret)
  expect(codeOf(await ida.post('/api/auth/totp/confirm', { code: codeAt(secret) }))).toBe('wrong_code')
  expect((await step((await startSignIn(server.anonymous, ida)).ticket, totp(codeAt(secret)))).status).toBe(200)
  const confirmed = await ida.post('/api/auth/totp/confirm', { code: codeAt(next, -1) })
  expect(confirmed.body).toEqual({ recoveryCodes: null })
  const { ticket } = await startSignIn(server.anonymous, ida)
  expect(codeOf(await step(ticket, totp(codeAt(secret, 1))))).toBe('wrong_code')
  expect((await step(ticket, totp(codeAt(next)))).status).toBe(200)
})

test('a set-up that was never begun, was confirmed, or is over takes no code', async () => {
  const jon = await server.register('jon')
  expect(codeOf(await jon.post('/api/auth/totp/confirm', { code: '123456' }))).toBe('setup_expired')
  await calmStep()
  const { secret } = succeeded(TotpSetup, await jon.post('/api/auth/totp'))
  await database.query(`update totp_secrets set pending_until = now() where user_id = $1`, [jon.user.id])
  expect(codeOf(await jon.post('/api/auth/totp/confirm', { code: codeAt(secret) }))).toBe('setup_expired')
  expect(await methodsOf(jon)).toMatchObject({ totpSince: null })
  const again = await addTotp(jon)
  expect(codeOf(await jon.post('/api/auth/totp/confirm', { code: codeAt(again.secret) }))).toBe('setup_expired')
})

test('without a recent proof no factor can be changed; a code of the app is such a proof, once', async () => {
  const kay = await server.register('kay')
  const { secret } = await addTotp(kay)
  await unconfirmed(kay)
  const changes = [
    kay.post('/api/auth/totp'),
    kay.post('/api/auth/totp/confirm', { code: codeAt(secret) }),
    kay.delete('/api/auth/totp'),
    kay.post('/api/auth/recovery-codes'),
    kay.post('/api/auth/passkeys/options'),
    kay.delete('/api/auth/passkeys/01890000-0000-7000-8000-000000000000'),
  ]
  for (const reply of await Promise.all(changes))
    expect([reply.status, codeOf(reply)]).toEqual([403, 'confirmation_required'])
  expect(codeOf(await kay.post('/api/auth/confirm', { code: codeAt(secret, 30) }))).toBe('wrong_code')
  expect(codeOf(await kay.post('/api/auth/confirm', { password: 'not the password' }))).toBe('wrong_password')
  expect(codeOf(await kay.post('/api/auth/recovery-codes'))).toBe('confirmation_required')
  const code = codeAt(secret)
  expect((await kay.post('/api/auth/confirm', { code })).status).toBe(204)
  expect((await kay.post('/api/auth/recovery-codes')).status).toBe(200)
  expect(codeOf(await kay.post('/api/auth/confirm', { code }))).toBe('wrong_code')
  expect((await actionsOf(kay)).filter((action) => action.startsWith('confirmation'))).toEqual([
    ...['confirmation.failed', 'confirmation.failed', 'confirmation.succeeded', 'confirmation.failed'],
  ])
})

test('removed, it is asked for no longer, and its recovery codes go with it unless a passkey stays', async () => {
  const lea = await server.register('lea')
  expect(codeOf(await lea.delete('/api/auth/totp'))).toBe('not_found')
  await addTotp(lea)
  expect((await lea.delete('/api/auth/totp')).status).toBe(204)
  expect(await methodsOf(lea)).toMatchObject({ totpSince: null, recoveryCodesLeft: 0 })
  const reply = await server.anonymous.post('/api/auth/sign-in', { userName: 'lea', password })
  expect(succeeded(SignedIn, reply).user).toEqual(lea.user)
  await addPasskey(lea, createVirtualAuthenticator(server.context.publicUrl.get()))
  await addTotp(lea)
  expect((await lea.delete('/api/auth/totp')).status).toBe(204)
  expect(await methodsOf(lea)).toMatchObject({ recoveryCodesLeft: 10 })
  expect(await actionsOf(lea)).toContain('totp.disabled')
})

test('a disabled account gets no session from its second step either', async () => {
  const max = await server.register('max')
  const { secret } = await addTotp(max)
  const { ticket } = await startSignIn(server.anonymous, max)
  await database.query(`update users set status = 'disabled' where id = $1`, [max.user.id])
  expect(codeOf(await step(ticket, totp(codeAt(secret))))).toBe('account_disabled')
})

test('what another site sends to the second step is refused', async () => {
  const ned = await server.register('ned')
  const { secret } = await addTotp(ned)
  const { ticket } = await startSignIn(server.anonymous, ned)
  const body = { ticket, proof: totp(codeAt(secret)) }
  const foreign = await server.anonymous.post('/api/auth/second-step', body, { origin: 'https://evil.example' })
  expect(codeOf(foreign)).toBe('forbidden')
  expect((await step(ticket, body.proof)).status).toBe(200)
})
