import { setTimeout as pause } from 'node:timers/promises'
import { callSuite } from '@chaos/crypto'
import { createKeyring, type OpenOutcome } from '@chaos/crypto/sframe'
import type { VoiceClientMessage, VoiceServerMessage } from '@chaos/protocol'
import { fromBase64Url } from '../../../packages/client-core/src/voice/bytes.ts'
import {
  createGroupSession,
  type GroupEpoch,
  type GroupSession,
} from '../../../packages/client-core/src/voice/group-session.ts'
import { formatIdentity } from '../../../packages/client-core/src/voice/identity.ts'
import { realClock as clock } from './real-clock.ts'
import { createWaiting } from './socket-client.ts'
import type { VoiceClient, VoiceClientOptions } from './voice-client.ts'

/** A frame that arrived, and what the keys made of it. */
export type Heard = { slot: number; atMs: number; outcome: OpenOutcome }

/** The part of a stage, or of anything like one, that is needed here. */
type Joins = { join(name: string, options: Partial<VoiceClientOptions>): Promise<VoiceClient> }

type Send = (message: VoiceClientMessage) => void
type Options = Partial<VoiceClientOptions> & {
  /** Messages from the server that never reach this client's group. */
  loses?: (message: VoiceServerMessage) => boolean
}

export type EncryptedClient = Awaited<ReturnType<typeof joinEncrypted>>

/** Somebody in a call with the client's real group session and real keys: what they send is sealed, what they hear is opened. */
export async function joinEncrypted(stage: Joins, name: string, { loses = () => false, ...options }: Options = {}) {
  const keyring = createKeyring()
  const present = new Set<string>()
  const epochs: (GroupEpoch & { atMs: number })[] = []
  const heard: Heard[] = []
  const waiting = createWaiting()
  let group: GroupSession | undefined

  const begin = (welcome: Extract<VoiceServerMessage, { type: 'session.welcome' }>, send: Send): void => {
    const own = welcome.participants.find(({ id }) => id === welcome.participantId)
    for (const { id } of welcome.participants) present.add(id)
    group = createGroupSession({
      callId: fromBase64Url(welcome.callId),
      identity: formatIdentity({ userId: own?.userId ?? '', participantId: welcome.participantId }),
      suite: callSuite,
      clock,
      send,
      isPresent: (id) => present.has(id),
      onEpoch(epoch) {
        void keyring.install(epoch.keys)
        epochs.push({ ...epoch, atMs: performance.now() })
        waiting.changed()
      },
    })
    void group.start(welcome.group)
  }
  const follow = (message: VoiceServerMessage, send: Send): void => {
    if (loses(message)) return
    switch (message.type) {
      case 'session.welcome':
        return begin(message, send)
      case 'participant.joined':
        return void present.add(message.participant.id)
      case 'participant.left':
        present.delete(message.participantId)
        return group?.presenceChanged()
      case 'group.accepted':
        return void group?.accepted()
      case 'group.refused':
        return void group?.refused(message.reason, message.group)
      case 'group.committed':
        return void group?.committed(message.epoch, message.commit)
      case 'group.state':
        return void group?.state(message.group)
      default:
    }
  }

  const client: VoiceClient = await stage.join(name, { ...options, onMessage: follow })
  client.onPacket(({ slot, payload, atMs }) => {
    void keyring.open(payload).then((outcome) => {
      heard.push({ slot, atMs, outcome })
      waiting.changed()
    })
  })
  return {
    client,
    id: client.id,
    keyring,
    epochs,
    heard,
    waiting,
    get latest(): (GroupEpoch & { atMs: number }) | undefined {
      return epochs.at(-1)
    },
    /** Participants in the group, as this one knows it. */
    roster: (): string[] =>
      (epochs.at(-1)?.members ?? []).map(({ participantId = 'unknown' }) => participantId).toSorted(),
    /** Commits that reach it after all. */
    follow: (message: VoiceServerMessage): void => follow(message, () => {}),
    /** Seals a frame and sends it; throws when there is no key. */
    async say(frame: Uint8Array): Promise<Uint8Array> {
      const sealed = await keyring.seal(frame)
      if (sealed.kind !== 'sealed') throw new Error('no key')
      client.sendMedia({ payload: sealed.frame })
      return sealed.frame
    },
    /** The first frame that opened with this content. */
    hears: (frame: Uint8Array, withinMs?: number) =>
      waiting.until(
        'a frame that opens',
        () => heard.find(({ outcome }) => outcome.kind === 'opened' && Buffer.from(frame).equals(outcome.plaintext)),
        withinMs,
      ),
    stop(): void {
      group?.close()
      keyring.close()
    },
  }
}

/** Waits until all of them, and nobody else, are in one epoch together. */
export async function agreed(clients: readonly EncryptedClient[], withinMs = 20_000): Promise<void> {
  const ids = clients
    .map(({ id }) => id)
    .toSorted()
    .join()
  const together = (): boolean =>
    clients.every((client) => client.roster().join() === ids) &&
    new Set(clients.map(({ latest }) => latest?.keys.epoch)).size === 1
  const deadlineMs = performance.now() + withinMs
  while (!together()) {
    if (performance.now() > deadlineMs) throw new Error(`no group of ${clients.length} within ${withinMs} ms`)
    await pause(5)
  }
}
