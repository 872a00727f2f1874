import {
  admitDevice,
  type ApprovalAnswer,
  checkRecovered,
  foundIdentity,
  offerDevice,
  openRecovery,
  type RecoveryBackup,
  scanTextOf,
  takeAnswer,
  useDevice,
} from '@chaos/crypto/keys'
import type { KeyVault } from '../key-vault.ts'
import { formerWith } from './own-log.ts'
import { newDevice, type Opened } from './opened.ts'

type Output<M extends keyof KeyVault> = ReturnType<KeyVault[M]>

/** A new identity with this device in it (crypto's SPEC I6). Nothing that is kept goes before the server shows it. */
export async function found(opened: Opened): Output<'found'> {
  const kept = await newDevice(opened)
  const { entry, account } = await foundIdentity({ device: await useDevice(kept), atMs: opened.now() })
  await opened.store.write({ founding: { device: kept, account } })
  return { entry, replaces: opened.shownIdentity }
}

/** Crypto's SPEC I10. Each offer is of new keys, so that an old one leads nowhere. */
export async function offer(opened: Opened): Output<'offer'> {
  const device = await newDevice(opened)
  const state = offerDevice({ approvalId: opened.newId(), userId: opened.userId, device: device.device })
  await opened.store.write({ joining: { device, offer: state, answer: null, vouched: null } })
  return { offer: state.offer, scanText: scanTextOf(state) }
}

/** Crypto's SPEC I11: one answer for an offer. */
export async function takeOneAnswer({ store }: Opened, answer: ApprovalAnswer): Output<'takeAnswer'> {
  const joining = await store.read('joining')
  if (!joining?.offer) return { kind: 'refused', reason: 'no_offer' }
  const before = joining.answer
  if (before && JSON.stringify(before) !== JSON.stringify(answer)) return { kind: 'refused', reason: 'wrong_answer' }
  const taken = takeAnswer(joining.offer, answer)
  if (taken.kind === 'refused') return taken
  const { identityKey, head } = answer
  const vouched = taken.kind === 'trusted' ? { identityKey, head } : joining.vouched
  await store.write({ joining: { ...joining, answer, vouched } })
  return taken
}

/**
 * The digits were typed on the other device and it took them. Without this a server could play the other device and admit this
 * one to an identity of its own making: the typing proves us to the other device, not it to us.
 */
export async function vouch({ store }: Opened): Promise<void> {
  const joining = await store.read('joining')
  if (!joining?.answer) return
  const { identityKey, head } = joining.answer
  await store.write({ joining: { ...joining, vouched: { identityKey, head } } })
}

/** Crypto's SPEC R4. */
export async function recover(
  opened: Opened,
  { backup, code }: { backup: RecoveryBackup; code: string },
): Output<'recover'> {
  const { userId, store } = opened
  const opening = await openRecovery({ userId, backup, code })
  if (opening.kind === 'refused') return opening
  const account = (await store.read('account')) ?? opened.candidate
  if (!account) return { kind: 'refused', reason: 'no_log' }
  const verdict = checkRecovered(opening.recovered, account)
  if (verdict !== 'good') return { kind: 'refused', reason: verdict }
  const { recovery: author, identityKey, head } = opening.recovered
  const device = await newDevice(opened)
  const entry = await admitDevice({ account, author, device: device.device, atMs: opened.now() })
  await store.write({ joining: { device, offer: null, answer: null, vouched: { identityKey, head } } })
  return { kind: 'entry', entry }
}

/** Crypto's SPEC T3, for one's own account. */
export async function acceptIdentity(opened: Opened): Promise<void> {
  const { store } = opened
  const former = formerWith(await store.read('former'), await store.read('account'))
  await store.write({ former, account: undefined, device: undefined, joining: undefined })
  opened.candidate = undefined
}
