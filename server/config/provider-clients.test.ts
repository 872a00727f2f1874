import { expect, test } from 'vitest'
import { readProviderClients } from './provider-clients.ts'

test('a client is an id and a secret, by the name of its provider', () => {
  const environment = {
    OAUTH_GOOGLE_CLIENT_ID: ' id ',
    OAUTH_GOOGLE_CLIENT_SECRET: 'secret',
    OAUTH_MY_COMPANY_CLIENT_ID: 'id-2',
    OAUTH_MY_COMPANY_CLIENT_SECRET: 'secret-2',
    OAUTH_DISCORD_CLIENT_ID: '',
    OAUTH_DISCORD_CLIENT_SECRET: '',
    PATH: '/bin',
  }
  expect(readProviderClients(environment)).toEqual({
    google: { clientId: 'id', clientSecret: 'secret' },
    'my-company': { clientId: 'id-2', clientSecret: 'secret-2' },
  })
})

test('half a client stops the start, and the other half is not shown', () => {
  expect(() => readProviderClients({ OAUTH_GITHUB_CLIENT_SECRET: 'hush' })).toThrow('OAUTH_GITHUB_CLIENT_ID')
  expect(() => readProviderClients({ OAUTH_GITHUB_CLIENT_SECRET: 'hush' })).not.toThrow('hush')
})
