import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { readConfig, rootDirectory } from './read-config.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

/** A folder of config files. */
function configFolder(files: Record<string, unknown>): string {
  const folder = mkdtempSync(join(tmpdir(), 'chaos-config-'))
  folders.push(folder)
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify(content))
  return folder
}

test('defaults are complete, frozen and independent of the working directory', () => {
  const before = process.cwd()
  process.chdir(tmpdir())
  try {
    const config = readConfig({ environment: {} })
    expect(config.http.port).toBe(8080)
    expect(config.data.directory).toBe(join(rootDirectory, 'data'))
    expect(Object.isFrozen(config.voice.iceServers)).toBe(true)
    expect(Object.isFrozen(config.rateLimits.signIn)).toBe(true)
  } finally {
    process.chdir(before)
  }
})

test('the environment wins over files; empty variables do not count', () => {
  const environment = {
    PORT: '1234',
    HOST: '  ',
    DATA_DIR: '/somewhere',
    PUBLIC_URL: 'https://chaos.example',
    TRUSTED_PROXY: '10.0.0.0/8, 127.0.0.1',
    VOICE_ANNOUNCED_ADDRESSES: '192.0.2.1,2001:db8::1',
    ICE_SERVERS: '[{"urls":["stun:stun.example"]}]',
  }
  const { http, data, voice } = readConfig({ environment })
  expect(http).toMatchObject({ port: 1234, host: '0.0.0.0', publicUrl: 'https://chaos.example' })
  expect(http.trustedProxies).toEqual(['10.0.0.0/8', '127.0.0.1'])
  expect(data.directory).toBe('/somewhere')
  expect(voice).toMatchObject({
    announcedAddresses: ['192.0.2.1', '2001:db8::1'],
    iceServers: [{ urls: ['stun:stun.example'] }],
  })
})

test('the file named by NODE_ENV lies on top of default', () => {
  expect(readConfig({ environment: { NODE_ENV: 'production' } }).log).toEqual({ level: 'info', stream: 'stdout' })
  expect(readConfig({ environment: { NODE_ENV: 'development' } }).log).toEqual({ level: 'warn', stream: 'stderr' })
})

test('NODE_CONFIG_DIR names another folder; what is missing there is named', () => {
  const folder = configFolder({ 'default.json': { http: { port: 1 } } })
  expect(() => readConfig({ environment: { NODE_CONFIG_DIR: folder } })).toThrow(
    /^The setting \S+ is wrong: it is missing\.$/,
  )
  expect(() => readConfig({ environment: { NODE_CONFIG_DIR: join(folder, 'gone') } })).toThrow('NODE_CONFIG_DIR')
})

test('a file that is no JSON is named', () => {
  const folder = configFolder({})
  writeFileSync(join(folder, 'default.json'), '{ "http": ')
  expect(() => readConfig({ environment: { NODE_CONFIG_DIR: folder } })).toThrow('default.json')
})

test.each([
  [{ PORT: 'eighty' }, 'http.port (environment: PORT)'],
  [{ PORT: '70000' }, 'http.port (environment: PORT)'],
  [{ PUBLIC_URL: 'chaos.example' }, 'http.publicUrl (environment: PUBLIC_URL)'],
  [{ VOICE_SLOTS: '0' }, 'voice.slots (environment: VOICE_SLOTS)'],
  [{ VOICE_UDP_PORT: '-1' }, 'voice.udpPort (environment: VOICE_UDP_PORT)'],
  [{ VOICE_ANNOUNCED_ADDRESSES: 'example.org' }, 'voice.announcedAddresses (environment: VOICE_ANNOUNCED_ADDRESSES)'],
  [{ ICE_SERVERS: '[{"urls":"stun:x"}]' }, 'voice.iceServers.0.urls (environment: ICE_SERVERS)'],
  [{ ICE_SERVERS: 'stun:x' }, 'ICE_SERVERS is not valid JSON'],
  [{ LOG_LEVEL: 'loud' }, 'log.level (environment: LOG_LEVEL)'],
])('%o stops the start with a sentence that names key and variable', (environment, name) => {
  expect(() => readConfig({ environment })).toThrow(expect.objectContaining({ name: 'ConfigError' }))
  expect(() => readConfig({ environment })).toThrow(name)
})

test('a setting that does not exist is named', () => {
  expect(() => readConfig({ environment: {}, overrides: { http: { prot: 1 } } })).toThrow(
    'The setting http.prot is wrong: there is no such setting.',
  )
})

test('providers of one’s own come beside the presets, and a preset can be changed in part', () => {
  const OIDC_PROVIDERS = JSON.stringify({
    company: { kind: 'oidc', name: 'Company', issuer: 'https://id.example' },
    microsoft: { issuer: 'https://login.microsoftonline.com/tenant/v2.0' },
    local: { kind: 'oidc', name: 'Local', issuer: 'http://127.0.0.1:3000' },
  })
  const { providers } = readConfig({ environment: { OIDC_PROVIDERS } }).signIn
  expect(Object.keys(providers)).toEqual(['google', 'microsoft', 'github', 'discord', 'company', 'local'])
  expect(providers['microsoft']).toMatchObject({
    name: 'Microsoft',
    issuer: 'https://login.microsoftonline.com/tenant/v2.0',
  })
})

test.each([
  [{ company: { kind: 'oidc', name: 'Company', issuer: 'http://id.example' } }, '"http://id.example" is not an https'],
  [{ company: { kind: 'github', name: 'Company', issuer: 'https://git.example' } }, 'its endpoints are missing'],
  [{ github: { endpoints: { emails: 'http://git.example' } } }, 'is not an https URL'],
  [{ 'my company': { kind: 'oidc', name: 'Company', issuer: 'https://id.example' } }, 'there is no such setting'],
  [{ company: { kind: 'saml', name: 'Company', issuer: 'https://id.example' } }, 'signIn.providers.company.kind'],
])('a provider that cannot work stops the start: %o', (providers, words) => {
  const read = () => readConfig({ environment: { OIDC_PROVIDERS: JSON.stringify(providers) } })
  expect(read).toThrow(words)
  expect(read).toThrow('(environment: OIDC_PROVIDERS)')
})
