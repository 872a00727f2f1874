import { afterAll, beforeAll, expect, test } from 'vitest'
import { EmailState } from '@chaos/protocol'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { createSmtpTransport } from '../auth/mail/smtp-transport.ts'
import { linkIn, type SmtpProcess, startSmtp } from './harness/smtp/smtp-process.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { query } from './harness/query.ts'
import { codeOf, countsOf, password, type SignedInClient, succeeded } from './harness/test-client.ts'

let smtp: SmtpProcess
let server: TestServer
beforeAll(async () => {
  smtp = await startSmtp({ unknownAddress: 'gone@mail.test' })
  server = await startServer({
    smtp: { url: smtp.url(), from: 'Night Radio <no-reply@radio.test>' },
    overrides: { http: { publicUrl: 'https://radio.test/' } },
  })
})
afterAll(async () => {
  await server.close()
  await smtp.stop()
})

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const setEmail = (client: SignedInClient, address: string) =>
  client.call('PUT', '/api/users/me/email', { body: { address } })
const verify = (secret: string) => server.anonymous.post('/api/auth/verify-email', { secret })
const forgot = (account: string, headers: Record<string, string> = {}) =>
  server.anonymous.post('/api/auth/forgot-password', { account }, headers)
const reset = (secret: string, fresh: string) =>
  server.anonymous.post('/api/auth/reset-password', { secret, password: fresh })
const signIn = (userName: string, secret: string, headers: Record<string, string> = {}) =>
  server.anonymous.post('/api/auth/sign-in', { userName, password: secret }, headers)
const stateOf = async (client: SignedInClient) => succeeded(EmailState, await client.get('/api/users/me/email'))

/** An account with a proven address. */
async function reachable(userName: string): Promise<SignedInClient & { address: string }> {
  const client = await server.register(userName)
  const address = `${userName}@mail.test`
  await setEmail(client, address)
  const mail = await smtp.mailTo(address)
  expect((await verify(linkIn(mail).secret)).status).toBe(200)
  return { ...client, address }
}
const resetSecret = async (address: string) =>
  linkIn(await smtp.mailTo(address, ({ subject }) => subject.startsWith('Choose a new password'))).secret

test('an address counts once its link was followed, and the old one until then', async () => {
  const ada = await server.register('ada')
  expect(await stateOf(ada)).toEqual({ address: null, pending: null, canSend: true })
  expect((await setEmail(ada, 'Ada@Mail.test')).body).toMatchObject({ address: null, pending: 'ada@mail.test' })
  const mail = await smtp.mailTo('ada@mail.test')
  expect(mail.from).toContain('no-reply@radio.test')
  expect(linkIn(mail).url).toBe('https://radio.test/verify-email')
  const { secret } = linkIn(mail)
  expect((await verify(secret)).body).toEqual({ address: 'ada@mail.test' })
  expect((await ada.get('/api/users/me')).body).toMatchObject({ email: 'ada@mail.test', emailVerified: true })

  await setEmail(ada, 'ada@elsewhere.test')
  expect(await stateOf(ada)).toMatchObject({ address: 'ada@mail.test', pending: 'ada@elsewhere.test' })
  const second = linkIn(await smtp.mailTo('ada@elsewhere.test'))
  const replies = await Promise.all([second.secret, second.secret, second.secret].map(verify))
  expect(countsOf(replies)).toEqual({ 200: 1, 404: 2 })
  expect(await stateOf(ada)).toMatchObject({ address: 'ada@elsewhere.test', pending: null })
  expect((await smtp.mailTo('ada@mail.test', ({ subject }) => /address was changed/.test(subject))).text).toContain(
    '127.0.0.1',
  )
})

test('used, replaced, made up, or of another purpose: the link is invalid', async () => {
  const bo = await server.register('bob')
  await setEmail(bo, 'bo-1@mail.test')
  const first = linkIn(await smtp.mailTo('bo-1@mail.test')).secret
  await setEmail(bo, 'bo-2@mail.test')
  const second = linkIn(await smtp.mailTo('bo-2@mail.test')).secret
  for (const secret of [first, 'A'.repeat(43)]) expect(codeOf(await verify(secret))).toBe('link_invalid')
  expect(codeOf(await reset(second, 'another password'))).toBe('link_invalid')
  expect((await verify(second)).status).toBe(200)
  expect(codeOf(await verify(second))).toBe('link_invalid')
  expect(codeOf(await verify('short'))).toBe('bad_request')
})

test('an expired link is invalid, and only its hash was ever kept', async () => {
  const cara = await server.register('cara')
  await setEmail(cara, 'cara@mail.test')
  const { secret } = linkIn(await smtp.mailTo('cara@mail.test'))
  const rows = JSON.stringify(
    await query(server.databaseUrl, 'select *, encode(hash, $$escape$$) as h from one_time_links'),
  )
  expect(rows).not.toContain(secret)
  expect(JSON.stringify(await query(server.databaseUrl, 'select * from outbox'))).not.toContain(secret)
  await query(server.databaseUrl, "update one_time_links set expires_at = now() - interval '1 second'")
  expect(codeOf(await verify(secret))).toBe('link_invalid')
  expect((await stateOf(cara)).address).toBeNull()
})

test("somebody else's address: the same answer, no link, and its owner is told", async () => {
  const dora = await reachable('dora')
  const eve = await server.register('eve')
  smtp.clear()
  const reply = await setEmail(eve, dora.address)
  expect([reply.status, reply.body]).toEqual([200, { address: null, pending: dora.address, canSend: true }])
  expect(linkIn(await smtp.mailTo(dora.address)).secret).toBe('')
})

test('two who claim one address: the first to prove it has it', async () => {
  const [fay, gus] = await Promise.all([server.register('fay'), server.register('gus')])
  const secretFor = async (client: SignedInClient) => {
    smtp.clear()
    await setEmail(client, 'shared@mail.test')
    return linkIn(await smtp.mailTo('shared@mail.test')).secret
  }
  const secrets = [await secretFor(fay), await secretFor(gus)]
  const replies = await Promise.all(secrets.map(verify))
  expect(countsOf(replies)).toEqual({ 200: 1, 404: 1 })
})

test('changing or removing the address asks for a recent proof', async () => {
  const hal = await reachable('hal')
  await query(server.databaseUrl, "update sessions set confirmed_at = now() - interval '11 minutes'")
  expect(codeOf(await setEmail(hal, 'other@mail.test'))).toBe('confirmation_required')
  expect(codeOf(await hal.delete('/api/users/me/email'))).toBe('confirmation_required')
  expect((await hal.post('/api/auth/confirm', { password })).status).toBe(204)
  expect((await hal.delete('/api/users/me/email')).body).toMatchObject({ address: null, pending: null })
})

test.each([
  '',
  'nobody',
  'a@',
  '@b',
  'a b@c.de',
  'a@b\r\nBcc: x@y.z',
  'a@b, c@d',
  'Ann <a@b.de>',
  `${'x'.repeat(65)}@b.de`,
  'a@b\u0000',
])('%j is no address', async (address) => {
  expect(codeOf(await setEmail(await server.register(`no-address-${performance.now().toFixed(0)}`), address))).toBe(
    'bad_request',
  )
})

test('a forgotten password: the link sets a new one, ends every session, and works once', async () => {
  const ida = await reachable('ida')
  expect((await forgot(ida.address)).status).toBe(202)
  const secret = await resetSecret(ida.address)
  expect(codeOf(await reset(secret, 'too short'))).toBe('bad_request')
  const replies = await Promise.all([1, 2, 3].map((n) => reset(secret, `a new password ${n}`)))
  expect(countsOf(replies)).toEqual({ 204: 1, 404: 2 })
  const winner = replies.findIndex(({ status }) => status === 204) + 1
  expect(replies[winner - 1]?.headers.getSetCookie()).toEqual([])
  expect((await ida.get('/api/users/me')).status).toBe(401)
  const refresh = { cookie: ida.cookie, origin: server.url }
  expect((await server.anonymous.post('/api/auth/refresh', {}, refresh)).status).toBe(401)
  expect(codeOf(await signIn('ida', password))).toBe('wrong_credentials')
  expect((await signIn('ida', `a new password ${winner}`)).status).toBe(200)
  await smtp.mailTo(ida.address, ({ subject }) => subject.startsWith('Your password was changed'))
})

test('a reset opens no session by itself: signing in asks for whatever the account asks for', async () => {
  const jan = await reachable('jan')
  await forgot('JAN')
  const reply = await reset(await resetSecret(jan.address), 'a new password')
  expect([reply.status, reply.body, reply.headers.getSetCookie()]).toEqual([204, '', []])
})

test('whether an account exists shows in neither the answer nor the time', async () => {
  const kim = await reachable('kim')
  const ask = async (account: string) => {
    const start = performance.now()
    const { status, body, headers } = await forgot(account)
    return { ms: performance.now() - start, answer: { status, body, type: headers.get('content-type') } }
  }
  await ask('warm-up')
  const median = (times: number[]) => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0
  const [known, unknown] = [[] as number[], [] as number[]]
  for (let count = 0; count < 15; count += 1) {
    const [a, b] = [await ask(kim.address), await ask('nobody-at-all@mail.test')]
    expect(a.answer).toEqual(b.answer)
    known.push(a.ms)
    unknown.push(b.ms)
  }
  // Looking the account up and making a link in the request would cost several queries more.
  expect(Math.abs(median(known) - median(unknown))).toBeLessThan(Math.max(5, median(unknown)))
  await pause(500)
  expect(smtp.mails.some(({ to }) => to.includes('nobody-at-all@mail.test'))).toBe(false)
})

test('links come from the settings, whatever host a request names', async () => {
  const lea = await reachable('lea')
  smtp.clear()
  const evil = { 'x-forwarded-host': 'evil.test', forwarded: 'host=evil.test', 'x-forwarded-proto': 'http' }
  await forgot(lea.address, evil)
  // fetch cannot set Host; inject can.
  const injected = await server.app.inject({
    method: 'POST',
    url: '/api/auth/forgot-password',
    headers: { host: 'evil.test', ...evil },
    payload: { account: lea.address },
  })
  expect(injected.statusCode).toBe(202)
  while (smtp.mails.length < 2) await pause(10)
  for (const mail of smtp.mails) {
    expect(linkIn(mail).url).toBe('https://radio.test/reset-password')
    expect(mail.text).not.toContain('evil')
  }
})

test('a disabled account gets no link; an unproven address gets none', async () => {
  const max = await reachable('max')
  const nia = await server.register('nia')
  await setEmail(nia, 'nia@mail.test')
  await smtp.mailTo('nia@mail.test')
  await query(server.databaseUrl, "update users set status = 'disabled' where user_name = 'max'")
  smtp.clear()
  for (const account of [max.address, 'max', 'nia', 'nia@mail.test']) expect((await forgot(account)).status).toBe(202)
  await pause(700)
  expect(smtp.mails).toEqual([])
})

test('a sign-in on a device not seen before is told, with device, time and address; one on the same device is not', async () => {
  const ola = await reachable('ola')
  smtp.clear()
  await signIn('ola', password, { 'user-agent': 'node' })
  const firefox = 'Mozilla/5.0 (Windows NT 10.0; rv:153.0) Gecko/20100101 Firefox/153.0'
  const known = await signIn('ola', password, { 'user-agent': firefox })
  const { subject, text } = await smtp.mailTo(ola.address, (mail) => mail.text.includes('Firefox on Windows'))
  expect(subject).toMatch(/^New sign-in/)
  expect(text).toMatch(/Time: \d{4}-\d\d-\d\d \d\d:\d\d UTC\nDevice: Firefox on Windows\nAddress: 127\.0\.0\.1\n/)
  const count = smtp.mails.length
  const cookie = known.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  await signIn('ola', password, { 'user-agent': firefox, cookie })
  await pause(300)
  expect(smtp.mails).toHaveLength(count)
})

test('the mail server is away: nobody waits, nothing is lost, and what it refuses for good is given up', async () => {
  const pia = await reachable('pia')
  const quin = await server.register('quin')
  await smtp.stop()
  const start = performance.now()
  expect((await forgot(pia.address)).status).toBe(202)
  expect((await setEmail(quin, 'gone@mail.test')).status).toBe(200)
  expect(performance.now() - start).toBeLessThan(1_000)
  await pause(1_500)
  const waiting = await query(server.databaseUrl, 'select attempts from outbox')
  expect(waiting).toHaveLength(2)
  expect(JSON.stringify(waiting)).toMatch(/[12]/)
  smtp.clear()
  await smtp.start()
  const { secret } = linkIn(await smtp.mailTo(pia.address))
  expect((await reset(secret, 'after the outage')).status).toBe(204)
  while ((await query(server.databaseUrl, 'select id from outbox')).length > 0) await pause(50)
})

test('STARTTLS and a sign-in; without a certificate that holds, or without TLS where it is needed, nothing is sent', async () => {
  const secured = await startSmtp({ tls: 'starttls', auth: { user: 'me@radio.test', pass: 'p@ss/word' } })
  const plain = await startSmtp()
  const direct = await startSmtp({ tls: 'from_start' })
  const auth = 'me%40radio.test:p%40ss%2Fword'
  const from = 'no-reply@radio.test'
  const message = { to: 'somebody@mail.test', subject: 'Hello', text: 'Hello' }
  const send = async (url: string) => {
    const transport = createSmtpTransport({ url, from })
    const delivery = await transport.send(message, 'id-1')
    transport.close()
    return delivery.kind
  }
  const before = getCACertificates('default')
  try {
    expect(await send(secured.url({ auth }))).toBe('failed')
    setDefaultCACertificates([
      ...before,
      readFileSync(join(import.meta.dirname, 'harness/smtp/certificate.pem'), 'utf8'),
    ])
    expect(await send(secured.url({ auth }))).toBe('sent')
    expect(await secured.mailTo(message.to)).toMatchObject({
      isEncrypted: true,
      user: 'me@radio.test',
      messageId: '<id-1@radio.test>',
    })
    expect(await send(secured.url({ auth: 'me%40radio.test:wrong' }))).toBe('failed')
    expect(await send(direct.url({ secure: true }))).toBe('sent')
    // Not this machine by its name, so TLS is asked for, which this server does not have.
    const elsewhere = { host: '[::ffff:127.0.0.1]' }
    expect(await send(plain.url(elsewhere))).toBe('failed')
    expect(await send(plain.url({ ...elsewhere, query: '?tls=never' }))).toBe('sent')
    expect(await send(plain.url())).toBe('sent')
  } finally {
    setDefaultCACertificates(before)
    await Promise.all([secured, plain, direct].map(({ stop }) => stop()))
  }
})

test('without SMTP the server says so and everything else works', async () => {
  const quiet = await startServer()
  try {
    const client = await quiet.register('quiet')
    expect((await quiet.anonymous.get('/api/auth/registration')).body).toMatchObject({ resetByMail: false })
    expect(codeOf(await quiet.anonymous.post('/api/auth/forgot-password', { account: 'quiet' }))).toBe('mail_disabled')
    expect(codeOf(await setEmail(client, 'a@b.test'))).toBe('mail_disabled')
    expect((await client.get('/api/users/me/email')).body).toMatchObject({ canSend: false })
  } finally {
    await quiet.close()
  }
})
