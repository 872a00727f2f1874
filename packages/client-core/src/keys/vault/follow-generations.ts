import {
  type ChannelKeys,
  checkRoster,
  confirmGeneration,
  latestGeneration,
  missingSecrets,
  openBox,
  type PendingGeneration,
  takeGeneration,
  takeOlder,
} from '@chaos/crypto/keys'
import type { ChannelStanding, ChannelVault, HeaderTaken } from '../channel-vault.ts'
import { contactsOf } from './contacts.ts'
import { loadChannel, saveChannel } from './kept-channels.ts'
import { type Opened, ownDevice } from './opened.ts'

type Input<M extends keyof ChannelVault> = Parameters<ChannelVault[M]>[0]
type Output<M extends keyof ChannelVault> = ReturnType<ChannelVault[M]>

export async function channelStanding(
  opened: Opened,
  { channelId }: Input<'channelStanding'>,
): Promise<ChannelStanding> {
  const { keys } = await loadChannel(opened, channelId)
  const latest = latestGeneration(keys)
  return {
    first: keys.generations[0]?.header.generation ?? 0,
    latest: latest?.header.generation ?? 0,
    signature: latest?.header.signature ?? null,
    holdsLatest: latest?.secret !== undefined,
    wanted: wantedOf(keys, opened.userId),
  }
}

/** Those that anybody may give (crypto's SPEC G10), and the latest: who serves it makes the one that lets a newcomer in. */
function wantedOf(keys: ChannelKeys, userId: string): number[] {
  const missing = new Set(missingSecrets(keys))
  const latest = latestGeneration(keys)
  return keys.generations
    .filter((known) => missing.has(known.header.generation))
    .filter(({ header, roster }) => {
      const isIn = roster.some((member) => member.userId === userId)
      return header.policy === 'all' || isIn || header.generation === latest?.header.generation
    })
    .map(({ header }) => header.generation)
}

/** Crypto's SPEC G7. */
export async function takeHeader(opened: Opened, input: Input<'takeHeader'>): Promise<HeaderTaken> {
  const { channelId, header, roster, acceptRestart = false } = input
  const { keys, pending } = await loadChannel(opened, channelId)
  const contacts = await contactsOf(
    opened,
    roster.map(({ userId }) => userId),
  )
  const outcome = await takeGeneration({ keys, header, roster, contacts, acceptRestart })
  if (outcome.kind === 'behind' || outcome.kind === 'identity_changed')
    return { kind: 'unread', people: outcome.people }
  if (outcome.kind !== 'taken') return outcome
  await saveChannel(opened, { keys: withPending(outcome.keys, keys, pending), pending: undefined })
  return { kind: 'taken' }
}

/** Ours, which the server took without our hearing it: nobody boxed its secret to its maker. */
function withPending(taken: ChannelKeys, before: ChannelKeys, pending: PendingGeneration | undefined): ChannelKeys {
  if (!pending || latestGeneration(taken)?.hash !== pending.hash) return taken
  return confirmGeneration(before, pending) ?? taken
}

/** Crypto's SPEC G8. Who is in their rosters can be read only once they are linked. */
export async function takeOlderOnes(opened: Opened, { channelId, older }: Input<'takeOlder'>): Output<'takeOlder'> {
  const { keys, pending } = await loadChannel(opened, channelId)
  const outcome = takeOlder(keys, older)
  if (outcome.kind === 'refused') return outcome
  await saveChannel(opened, { keys: outcome.keys, pending })
  const people = []
  for (const { roster } of older) {
    const contacts = await contactsOf(
      opened,
      roster.map(({ userId }) => userId),
    )
    const check = checkRoster(roster, contacts)
    if (check.kind === 'behind' || check.kind === 'identity_changed') people.push(...check.people)
  }
  return people.length > 0 ? { kind: 'unread', people } : { kind: 'taken' }
}

/** Crypto's SPEC G9. */
export async function takeBoxes(opened: Opened, { channelId, boxes }: Input<'takeBoxes'>): Output<'takeBoxes'> {
  const { device } = await ownDevice(opened)
  const { keys: before, pending } = await loadChannel(opened, channelId)
  const wanted = new Set(missingSecrets(before))
  const bad: number[] = []
  let [keys, injected] = [before, false]
  for (const { generation, box } of boxes.filter((other) => wanted.has(other.generation))) {
    const outcome = await openBox({ keys, generation, box, device })
    if (outcome.kind === 'opened') keys = outcome.keys
    else if (outcome.reason === 'not_continued') injected = true
    else bad.push(generation)
  }
  if (keys !== before) await saveChannel(opened, { keys, pending })
  return { bad, injected }
}
