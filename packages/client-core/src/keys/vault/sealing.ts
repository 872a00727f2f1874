import {
  createObjectCipher,
  createObjectKey,
  fromBase64Url,
  type ObjectCipher,
  openEnvelope as openByKey,
  sealEnvelope,
  toBase64Url,
} from '@chaos/crypto/keys'
import type { ChannelVault, ObjectName } from '../channel-vault.ts'
import { contactOf } from './contacts.ts'
import { loadChannel } from './kept-channels.ts'
import { type Opened, ownDevice } from './opened.ts'

type Input<M extends keyof ChannelVault> = Parameters<ChannelVault[M]>[0]
type Output<M extends keyof ChannelVault> = ReturnType<ChannelVault[M]>

/** Objects that are sealed or played at once. */
const mostCiphers = 8

/** Crypto's SPEC E. */
export async function seal(opened: Opened, { channelId, messageId, content }: Input<'seal'>): Output<'seal'> {
  const { device } = await ownDevice(opened)
  const { keys } = await loadChannel(opened, channelId)
  return sealEnvelope({ keys, device, messageId, content })
}

export async function openEnvelope(opened: Opened, { envelope }: Input<'openEnvelope'>): Output<'openEnvelope'> {
  const { keys } = await loadChannel(opened, envelope.channelId)
  const sender = await contactOf(opened, envelope.senderId)
  const contacts = new Map(sender ? [[envelope.senderId, sender]] : [])
  const outcome = await openByKey({ keys, contacts, envelope })
  return outcome.kind === 'unknown_device' ? { kind: 'unread', people: [outcome.sender] } : outcome
}

/** Crypto's SPEC C. Objects carry their own keys, so nothing here needs an account. */
export function createObjects({ newId }: { newId: () => string }) {
  const ciphers = new Map<string, Promise<ObjectCipher>>()

  function cipherOf({ objectId, key }: ObjectName): Promise<ObjectCipher> {
    const name = `${objectId} ${key}`
    const known = ciphers.get(name)
    if (known) return known
    const bytes = fromBase64Url(key)
    if (!bytes) return Promise.reject(new TypeError('this is no key of an object'))
    const made = createObjectCipher({ key: bytes, objectId })
    const [oldest] = ciphers.keys()
    if (ciphers.size >= mostCiphers && oldest !== undefined) ciphers.delete(oldest)
    ciphers.set(name, made)
    return made
  }

  return {
    createObject: async (): Promise<ObjectName> => ({ objectId: newId(), key: toBase64Url(createObjectKey()) }),
    sealChunk: async ({ object, place, plaintext }: Input<'sealChunk'>): Output<'sealChunk'> =>
      (await cipherOf(object)).sealChunk(place, plaintext),
    openChunk: async ({ object, place, sealed }: Input<'openChunk'>): Output<'openChunk'> =>
      (await cipherOf(object)).openChunk(place, sealed),
  }
}
