import {
  type Account,
  type AnswerState,
  type DeviceKeys,
  type KeyDevice,
  type KeptDevice,
  createDevice,
  useDevice,
} from '@chaos/crypto/keys'
import type { KeyStore } from '../key-records.ts'

/** An exchange that this device answered. `code`: digits that have to be typed; null once nothing has to be any more. */
export type Answering = { state: AnswerState; code: string | null | undefined }

/** One account's vault while it is open. What is not in the store is gone with it. */
export type Opened = {
  readonly userId: string
  readonly store: KeyStore
  readonly newId: () => string
  readonly now: () => number
  /** The log as the server shows it, while nothing vouches for it. */
  candidate: Account | undefined
  /** What the server called the account's identity last. */
  shownIdentity: string | null
  readonly answers: Map<string, Answering>
  /** A recovery key whose code was shown and which is not admitted yet. */
  recovery: KeyDevice | undefined
}

/** Throws on a device that is not in standing: the caller looks at the state first. */
export async function ownDevice({ store }: Opened): Promise<{ account: Account; device: DeviceKeys }> {
  const [account, kept] = await Promise.all([store.read('account'), store.read('device')])
  if (!account || !kept) throw new TypeError('this device has no keys of the account')
  return { account, device: await useDevice(kept) }
}

export const newDevice = ({ userId, newId }: Opened): Promise<KeptDevice> => createDevice({ userId, deviceId: newId() })
