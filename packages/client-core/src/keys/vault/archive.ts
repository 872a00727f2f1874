import {
  addToArchive,
  type ArchivedSecret,
  digestOfSecrets,
  recoveryKey,
  sealArchive as sealPart,
  secretsToArchive,
} from '@chaos/crypto/keys'
import type { ArchiveVault } from '../key-vault.ts'
import { archivedOf, loadChannel } from './kept-channels.ts'
import { type Opened, ownDevice } from './opened.ts'

type Input<M extends keyof ArchiveVault> = Parameters<ArchiveVault[M]>[0]
type Output<M extends keyof ArchiveVault> = ReturnType<ArchiveVault[M]>

const channelOf = (record: string): string[] => {
  const [kind, channelId, ...rest] = record.split('.')
  return channelId && rest.length === 0 && (kind === 'channel' || kind === 'archived') ? [channelId] : []
}

/** All that this device holds, and what it got from an archive and has not placed yet. */
async function heldSecrets(opened: Opened): Promise<ArchivedSecret[]> {
  const channels = new Set((await opened.store.names()).flatMap(channelOf))
  const held = new Map<string, ArchivedSecret>()
  for (const channelId of channels) {
    const { keys } = await loadChannel(opened, channelId)
    for (const one of [...(await archivedOf(opened, channelId)), ...secretsToArchive(keys)])
      held.set([one.channelId, one.generation, one.headerHash].join(' '), one)
  }
  return [...held.values()]
}

/** Crypto's SPEC R5. */
export async function archiveIsDue(opened: Opened): Output<'archiveIsDue'> {
  const { account } = await ownDevice(opened)
  const recoveryId = recoveryKey(account)?.deviceId
  if (recoveryId === undefined) return false
  const [last, secrets] = [await opened.store.read('archive'), await heldSecrets(opened)]
  return secrets.length > 0 && (last?.recoveryId !== recoveryId || last.digest !== digestOfSecrets(secrets))
}

export async function sealArchive(opened: Opened, { before, sequence }: Input<'sealArchive'>): Output<'sealArchive'> {
  const { account, device: author } = await ownDevice(opened)
  const secrets = await heldSecrets(opened)
  const part = await sealPart({ account, author, sequence, secrets })
  if (part.kind === 'refused') return part
  const whole = addToArchive({ account, before: before ?? undefined, part: part.archive })
  return whole.kind === 'refused' ? whole : { ...whole, digest: digestOfSecrets(secrets) }
}

export async function archiveTaken({ store }: Opened, taken: Input<'archiveTaken'>): Promise<void> {
  await store.write({ archive: taken })
}
