import { admitDevice, answerOffer, readScanText, takeReveal } from '@chaos/crypto/keys'
import type { KeyVault } from '../key-vault.ts'
import { type Opened, ownDevice } from './opened.ts'

type Input<M extends keyof KeyVault> = Parameters<KeyVault[M]>[0]
type Output<M extends keyof KeyVault> = ReturnType<KeyVault[M]>

/** Crypto's SPEC I11 and I13. */
export async function answer(opened: Opened, { offer, scanText }: Input<'answer'>): Output<'answer'> {
  const { account, device } = await ownDevice(opened)
  const scanned = scanText === undefined ? undefined : readScanText(scanText)
  if (scanText !== undefined && !scanned) return { kind: 'refused', reason: 'wrong_device' }
  const asked = { account, deviceId: device.device.deviceId, offer }
  const outcome = await answerOffer(scanned ? { ...asked, scanned } : asked)
  if (outcome.kind === 'refused') return outcome
  const { state } = outcome
  opened.answers.set(offer.approvalId, { state, code: scanned ? null : undefined })
  return { kind: 'answered', answer: state.answer, scanned: scanned !== undefined }
}

/** Crypto's SPEC I12. The digits stay here: they are compared with what is typed, never shown on this side. */
export async function hearReveal(
  { answers }: Opened,
  { approvalId, reveal }: Input<'takeReveal'>,
): Output<'takeReveal'> {
  const answering = answers.get(approvalId)
  if (!answering) return { kind: 'refused', reason: 'no_answer' }
  const taken = takeReveal(answering.state, reveal)
  if (taken.kind === 'refused') {
    answers.delete(approvalId)
    return taken
  }
  answers.set(approvalId, { state: answering.state, code: taken.code })
  return { kind: 'ready' }
}

/** Crypto's SPEC I14. A wrong code ends the exchange; a right one stays right if the entry has to be made anew. */
export async function admit(opened: Opened, { approvalId, code }: Input<'admit'>): Output<'admit'> {
  const answering = opened.answers.get(approvalId)
  if (!answering || answering.code === undefined || (answering.code !== null && answering.code !== code)) {
    opened.answers.delete(approvalId)
    return { kind: 'wrong_code' }
  }
  const { state } = answering
  opened.answers.set(approvalId, { state, code: null })
  const { account, device: author } = await ownDevice(opened)
  const entry = await admitDevice({ account, author, device: state.offer.device, atMs: opened.now() })
  return { kind: 'entry', entry }
}
