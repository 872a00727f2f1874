import { certifyCallKey, checkCallKey } from '@chaos/crypto/keys'
import type { CallLeaf, CallVault } from '../key-vault.ts'
import { contactOf } from './contacts.ts'
import { type Opened, ownDevice } from './opened.ts'

type Input<M extends keyof CallVault> = Parameters<CallVault[M]>[0]
type Output<M extends keyof CallVault> = ReturnType<CallVault[M]>

const keyOf = ({ callId, signatureKey }: CallLeaf) => ({ callId: callId.slice(), signatureKey: signatureKey.slice() })

/** A UUID has none. */
const separator = ' '

/** Crypto's SPEC T5. */
export async function vouchForCall(opened: Opened, key: Input<'vouchForCall'>): Output<'vouchForCall'> {
  const { device } = await ownDevice(opened)
  return device.device.deviceId + separator + (await certifyCallKey(device, keyOf(key)))
}

export async function checkCallLeaf(opened: Opened, input: Input<'checkCallLeaf'>): Output<'checkCallLeaf'> {
  const { userId, voucher } = input
  const [deviceId = '', certificate = ''] = voucher.split(separator, 2)
  const contact = await contactOf(opened, userId)
  const claim = { ...keyOf(input), deviceId, certificate }
  const verdict = contact ? await checkCallKey(contact.account, claim) : 'unknown_device'
  if (verdict !== 'unknown_device') return verdict
  return (await opened.store.read(`changed.${userId}`)) === undefined ? verdict : 'changed'
}
