import {
  admitDevice,
  answerOffer,
  createRecovery,
  foundIdentity,
  latestGeneration,
  noChannelKeys,
  offerDevice,
  openEnvelope,
  sealArchive,
  sealBoxes,
  sealEnvelope,
} from '@chaos/crypto/keys'
import {
  ApprovalAnswer,
  ApprovalOffer,
  ApprovalReveal,
  FrankingProof,
  GenerationHeader,
  KeyArchive,
  KeyBox,
  KeyLogEntry,
  KeyRoster,
  keyLimits,
  RecoveryBackup,
  SealedEnvelope,
} from '@chaos/protocol'
import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { expect, it } from 'vitest'
import { logLimits } from '../../../crypto/src/identity/records.ts'
import { channelLimits } from '../../../crypto/src/channel-keys/records.ts'
import { startChannel } from '../../../crypto/src/testing/channel.ts'
import {
  addDevice,
  contactsOf,
  firstDevice,
  newDevice,
  newPerson,
  nextId,
  revoke,
  startMs,
} from '../../../crypto/src/testing/people.ts'

/** Compiles only where crypto's record has the schema's type, and fails where its form is another one. */
function expectForm<Schema extends TSchema>(schema: Schema, record: Static<Schema>): void {
  expect([...Value.Errors(schema, JSON.parse(JSON.stringify(record)))]).toEqual([])
}

it('I1: what crypto makes has the form that the protocol describes', async () => {
  const [anna, ben] = await Promise.all([newPerson(), newPerson()])
  const phone = await addDevice(anna)
  await revoke(anna, phone)
  for (const entry of anna.entries) expectForm(KeyLogEntry, entry)

  const offering = offerDevice({
    approvalId: nextId(),
    userId: anna.userId,
    device: (await newDevice(anna.userId)).device,
  })
  const { account } = anna.contact
  const { deviceId } = firstDevice(anna).device
  const answered = await answerOffer({ account, deviceId, offer: offering.offer })
  if (answered.kind === 'refused') throw new Error(answered.reason)
  expectForm(ApprovalOffer, offering.offer)
  expectForm(ApprovalAnswer, answered.state.answer)
  expectForm(ApprovalReveal, { nonce: offering.nonce })

  const { backup, device } = await createRecovery(account, nextId())
  const admission = await admitDevice({ account, author: firstDevice(anna), device, atMs: startMs })
  expectForm(RecoveryBackup, backup)
  expectForm(KeyLogEntry, admission)
  const withRecovery = {
    ...account,
    devices: [...account.devices, { keys: device, admittedAt: 9, revokedAt: undefined }],
  }
  const sealed = await sealArchive({ account: withRecovery, author: firstDevice(anna), sequence: 0, secrets: [] })
  if (sealed.kind === 'refused') throw new Error(sealed.reason)
  expectForm(KeyArchive, sealed.archive)
  expectForm(KeyLogEntry, (await foundIdentity({ device: phone, atMs: startMs })).entry)

  const keys = await startChannel([anna, ben])
  const latest = latestGeneration(keys)
  if (!latest) throw new Error('one generation')
  expectForm(GenerationHeader, latest.header)
  expectForm(
    KeyRoster,
    latest.roster.map((member) => ({ ...member, deviceIds: [...member.deviceIds] })),
  )
  for (const box of await sealBoxes(latest, [firstDevice(ben).device])) expectForm(KeyBox, box)
  const sending = { keys, device: firstDevice(anna), messageId: nextId(), content: `"${'x'.repeat(64_998)}"` }
  const message = await sealEnvelope(sending)
  if (message.kind === 'refused') throw new Error(message.reason)
  expectForm(SealedEnvelope, message.envelope)
  const opened = await openEnvelope({ keys, contacts: contactsOf(anna, ben), envelope: message.envelope })
  if (opened.kind !== 'opened') throw new Error(opened.kind)
  expectForm(FrankingProof, opened.proof)
  expect((await sealEnvelope({ ...sending, keys: noChannelKeys(nextId()) })).kind).toBe('refused')
})

it('I7, G3, G12: both sides have the same limits', () => {
  expect(logLimits).toEqual({
    entries: keyLimits.logEntries,
    devices: keyLimits.devicesPerAccount,
  })
  expect(channelLimits).toEqual({
    members: keyLimits.rosterMembers,
    devices: keyLimits.rosterDevices,
    boxesPerBatch: keyLimits.boxesPerBatch,
  })
})
