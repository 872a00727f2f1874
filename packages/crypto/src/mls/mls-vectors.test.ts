import {
  type CiphersuiteImpl,
  decodeMlsMessage,
  joinGroup,
  type KeyPackage,
  makePskIndex,
  mlsExporter,
  type PrivateKeyPackage,
  processMessage,
  type RatchetTree,
  type Welcome,
} from 'ts-mls'
import { decodeGroupContext } from 'ts-mls/groupContext.js'
import { verifyGroupInfoConfirmationTag, verifyGroupInfoSignature } from 'ts-mls/groupInfo.js'
import { makeKeyPackageRef } from 'ts-mls/keyPackage.js'
import { initializeEpoch } from 'ts-mls/keySchedule.js'
import { decodeRatchetTree } from 'ts-mls/ratchetTree.js'
import { decryptGroupInfo, decryptGroupSecrets } from 'ts-mls/welcome.js'
import { describe, expect, it } from 'vitest'
import { fromHex, mlsVectors, toHex } from '../testing/vectors.ts'
import { cipherSuiteOf } from './call-suite.ts'

/** Field meanings: test-vectors document of mlswg/mls-implementations. All of cipher suite 1, run on the suite as calls use it. */
type KeyScheduleCase = { initial_init_secret: string; epochs: (Record<string, string> & { exporter: Exporter })[] }
type Exporter = { label: string; context: string; length: number; secret: string }
type WelcomeCase = { init_priv: string; signer_pub: string; key_package: string; welcome: string }
type PassiveCase = Omit<WelcomeCase, 'signer_pub'> & {
  signature_priv: string
  encryption_priv: string
  ratchet_tree: string | null
  external_psks: { psk_id: string; psk: string }[]
  initial_epoch_authenticator: string
  epochs: { proposals: string[]; commit: string; epoch_authenticator: string }[]
}

const decode = (hex: string) => {
  const decoded = decodeMlsMessage(fromHex(hex), 0)?.[0]
  if (!decoded) throw new Error('undecodable vector')
  return decoded
}
const keyPackageIn = (hex: string): KeyPackage => {
  const message = decode(hex)
  if (message.wireformat !== 'mls_key_package') throw new Error('not a key package')
  return message.keyPackage
}
const welcomeIn = (hex: string): Welcome => {
  const message = decode(hex)
  if (message.wireformat !== 'mls_welcome') throw new Error('not a welcome')
  return message.welcome
}

describe('M1: published MLS vectors', () => {
  it('key schedule', async () => {
    const cipherSuite = await cipherSuiteOf('x25519')
    for (const vector of mlsVectors<KeyScheduleCase>('key-schedule')) {
      let initSecret: Uint8Array = fromHex(vector.initial_init_secret)
      for (const epoch of vector.epochs) initSecret = await expectEpoch(epoch, initSecret, cipherSuite)
    }
  })

  it('welcome', async () => {
    const cipherSuite = await cipherSuiteOf('x25519')
    for (const vector of mlsVectors<WelcomeCase>('welcome')) {
      const [keyPackage, welcome] = [keyPackageIn(vector.key_package), welcomeIn(vector.welcome)]
      const { hash, hpke } = cipherSuite
      const reference = await makeKeyPackageRef(keyPackage, hash)
      const secrets = await decryptGroupSecrets(
        await hpke.importPrivateKey(fromHex(vector.init_priv)),
        reference,
        welcome,
        hpke,
      )
      if (!secrets) throw new Error('no group secrets')
      const noPsk = new Uint8Array(cipherSuite.kdf.size)
      const info = await decryptGroupInfo(welcome, secrets.joinerSecret, noPsk, cipherSuite)
      if (!info) throw new Error('no GroupInfo')
      expect(await verifyGroupInfoSignature(info, fromHex(vector.signer_pub), cipherSuite.signature)).toBe(true)
      expect(await verifyGroupInfoConfirmationTag(info, secrets.joinerSecret, noPsk, cipherSuite)).toBe(true)
    }
  })

  it.each(['passive-client-welcome', 'passive-external-join'])('%s', async (name) => {
    const cipherSuite = await cipherSuiteOf('x25519')
    const cases = mlsVectors<PassiveCase>(name)
    expect(cases.length).toBeGreaterThan(5)
    for (const vector of cases) await expectToFollow(vector, cipherSuite)
  })
})

async function expectEpoch(epoch: KeyScheduleCase['epochs'][number], initSecret: Uint8Array, cs: CiphersuiteImpl) {
  const hex = (field: string) => fromHex(epoch[field] ?? '')
  const context = decodeGroupContext(hex('group_context'), 0)?.[0]
  if (!context) throw new Error('undecodable group context')
  const made = await initializeEpoch(initSecret, hex('commit_secret'), context, hex('psk_secret'), cs.kdf)
  const { keySchedule } = made
  expect({
    joiner_secret: toHex(made.joinerSecret),
    welcome_secret: toHex(made.welcomeSecret),
    encryption_secret: toHex(made.encryptionSecret),
    init_secret: toHex(keySchedule.initSecret),
    sender_data_secret: toHex(keySchedule.senderDataSecret),
    exporter_secret: toHex(keySchedule.exporterSecret),
    external_secret: toHex(keySchedule.externalSecret),
    confirmation_key: toHex(keySchedule.confirmationKey),
    membership_key: toHex(keySchedule.membershipKey),
    resumption_psk: toHex(keySchedule.resumptionPsk),
    epoch_authenticator: toHex(keySchedule.epochAuthenticator),
  }).toMatchObject(Object.fromEntries(Object.entries(epoch).filter(([field]) => derived.has(field))))

  const external = await cs.hpke.deriveKeyPair(keySchedule.externalSecret)
  expect(toHex(await cs.hpke.exportPublicKey(external.publicKey))).toBe(epoch['external_pub'])
  const { label, context: exporterContext, length, secret } = epoch.exporter
  expect(toHex(await mlsExporter(keySchedule.exporterSecret, label, fromHex(exporterContext), length, cs))).toBe(secret)
  return keySchedule.initSecret
}

const derived = new Set([
  'joiner_secret',
  'welcome_secret',
  'encryption_secret',
  'init_secret',
  'sender_data_secret',
  'exporter_secret',
  'external_secret',
  'confirmation_key',
  'membership_key',
  'resumption_psk',
  'epoch_authenticator',
])

async function expectToFollow(vector: PassiveCase, cipherSuite: CiphersuiteImpl): Promise<void> {
  const psks = Object.fromEntries(
    vector.external_psks.map(({ psk_id, psk }) => [Buffer.from(psk_id, 'hex').toString('base64'), fromHex(psk)]),
  )
  const privateKeys: PrivateKeyPackage = {
    initPrivateKey: fromHex(vector.init_priv),
    hpkePrivateKey: fromHex(vector.encryption_priv),
    signaturePrivateKey: fromHex(vector.signature_priv),
  }
  let state = await joinGroup(
    welcomeIn(vector.welcome),
    keyPackageIn(vector.key_package),
    privateKeys,
    makePskIndex(undefined, psks),
    cipherSuite,
    treeIn(vector.ratchet_tree),
  )
  expect(toHex(state.keySchedule.epochAuthenticator)).toBe(vector.initial_epoch_authenticator)
  for (const epoch of vector.epochs) {
    for (const message of [...epoch.proposals, epoch.commit].map(decode)) {
      if (message.wireformat !== 'mls_public_message' && message.wireformat !== 'mls_private_message') throw new Error()
      const result = await processMessage(message, state, makePskIndex(state, psks), () => 'accept', cipherSuite)
      state = result.newState
    }
    expect(toHex(state.keySchedule.epochAuthenticator)).toBe(epoch.epoch_authenticator)
  }
}

function treeIn(hex: string | null): RatchetTree | undefined {
  return hex === null ? undefined : decodeRatchetTree(fromHex(hex), 0)?.[0]
}
