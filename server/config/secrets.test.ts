import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readSecrets } from './secrets.ts'

const folder = mkdtempSync(join(tmpdir(), 'chaos-secrets-'))
afterAll(() => rmSync(folder, { recursive: true }))
const mode = (name: string) => statSync(join(folder, 'secrets', name)).mode & 0o777

test('what is missing is made once, readable by us alone', () => {
  const first = readSecrets(folder, {})
  expect(first.instanceSecret).toHaveLength(32)
  expect(first.databaseUrl).toBeNull()
  expect(readSecrets(folder, {})).toEqual(first)
  expect(mode('')).toBe(0o700)
  expect(mode('instance-secret')).toBe(0o600)
  expect(mode('postgres-password')).toBe(0o600)
})

test('the environment wins', () => {
  const key = Buffer.alloc(32, 9)
  const secrets = readSecrets(folder, { INSTANCE_SECRET: key.toString('base64'), DATABASE_URL: 'postgres://u@h/d' })
  expect(secrets.instanceSecret).toEqual(key)
  expect(secrets.databaseUrl).toBe('postgres://u@h/d')
})

test('a wrong secret is named and not shown', () => {
  expect(() => readSecrets(folder, { INSTANCE_SECRET: 'c2hvcnQ=' })).toThrow('INSTANCE_SECRET')
  expect(() => readSecrets(folder, { INSTANCE_SECRET: 'c2hvcnQ=' })).not.toThrow('c2hvcnQ=')
  expect(() => readSecrets(folder, { DATABASE_URL: 'mysql://u:pass@h/d' })).toThrow('DATABASE_URL')
})

test('mail needs a server and a sender; a password in the address is not shown', () => {
  const smtp = { SMTP_URL: 'smtps://me:hush@mail.example', SMTP_FROM: 'Our Radio <no-reply@radio.example>' }
  expect(readSecrets(folder, {}).smtp).toBeNull()
  expect(readSecrets(folder, smtp).smtp).toEqual({ url: smtp.SMTP_URL, from: smtp.SMTP_FROM })
  for (const wrong of [
    { SMTP_URL: 'http://me:hush@mail.example' },
    { SMTP_URL: 'smtp://' },
    { SMTP_URL: 'mail.example' },
  ])
    expect(() => readSecrets(folder, { ...smtp, ...wrong })).toThrow(/^The secret SMTP_URL is wrong(?!.*hush)/)
  for (const SMTP_FROM of ['', 'nobody', 'a@b, c@d', 'Name <no address>'])
    expect(() => readSecrets(folder, { ...smtp, SMTP_FROM })).toThrow(/SMTP_FROM(?!.*hush)/)
})

test('other processes are met where NATS_URL says', () => {
  const natsUrl = 'nats://me:hush@one:4222, nats://two:4222'
  expect(readSecrets(folder, {}).natsUrl).toBeNull()
  expect(readSecrets(folder, { NATS_URL: natsUrl }).natsUrl).toBe(natsUrl)
  for (const NATS_URL of ['one:4222', 'http://me:hush@one', 'nats://me:hush@one, two'])
    expect(() => readSecrets(folder, { NATS_URL })).toThrow(/^The secret NATS_URL is wrong(?!.*hush)/)
})
