import type { ChannelEncryption, ChannelId, Message, MessagePage, PresenceServerMessage } from '@chaos/protocol'
import type { Outcome } from '../api/failure.ts'
import type { Dispatch, RootState } from '../state/store.ts'
import {
  messageGone,
  messagePut,
  olderAsked,
  olderRead,
  timelineAsked,
  timelineFailed,
  type TimelineMessage,
  timelineRead,
} from '../state/timeline-slice.ts'
import type { MessageApi } from './message-api.ts'
import type { SealingOf } from './message-sealing.ts'
import type { MessageSending } from './send-message.ts'

/** What a screen can ask of a channel's messages. */
export interface TimelineCommands {
  /** Reads the newest messages; they are in the slice, and followed from then on. */
  open(channel: TimelineChannel): Promise<void>
  /** Nothing while that is on its way, or when nothing is left. */
  loadOlder(channelId: ChannelId): Promise<void>
  postText(channel: TimelineChannel, text: string): Promise<Outcome<unknown>>
  remove(messageId: string): Promise<Outcome<unknown>>
}

export type TimelineChannel = { id: ChannelId; encryption: ChannelEncryption }

type Deps = {
  api: MessageApi
  sending: MessageSending
  sealingOf: SealingOf
  newId: () => string
  dispatch: Dispatch
  getState: () => RootState
}

export function createTimeline({ api, sending, sealingOf, newId, dispatch, getState }: Deps) {
  const encryptions = new Map<ChannelId, ChannelEncryption>()
  const opened = async (message: Message): Promise<TimelineMessage> => {
    const sealing = sealingOf(encryptions.get(message.channelId) ?? 'e2ee')
    return { message, content: message.body && sealing ? await sealing.open(message) : null }
  }
  const put = async (message: Message): Promise<void> => {
    if (encryptions.has(message.channelId)) dispatch(messagePut(await opened(message)))
  }
  const read = async (channelId: ChannelId, { items, older }: MessagePage) => ({
    ...{ channelId, older },
    items: await Promise.all(items.map(opened)),
  })

  const commands: TimelineCommands = {
    async open({ id: channelId, encryption }) {
      encryptions.set(channelId, encryption)
      dispatch(timelineAsked(channelId))
      const outcome = await api.page(channelId, null)
      if (outcome.ok) dispatch(timelineRead(await read(channelId, outcome.value)))
      else dispatch(timelineFailed({ channelId, failure: outcome.failure }))
    },
    async loadOlder(channelId) {
      const timeline = getState().timelines[channelId]
      if (!timeline || timeline.older === null || timeline.loadsOlder) return
      dispatch(olderAsked(channelId))
      const outcome = await api.page(channelId, timeline.older)
      if (outcome.ok) dispatch(olderRead(await read(channelId, outcome.value)))
      else dispatch(timelineFailed({ channelId, failure: outcome.failure }))
    },
    async postText({ id: channelId, encryption }, text) {
      const outcome = await sending({ id: newId(), channelId, encryption }, { text })
      if (outcome.ok) await put(outcome.value)
      return outcome
    },
    remove: (messageId) => api.remove(messageId),
  }
  return {
    commands,
    put,
    /** What the server says about messages in what is watched. */
    told(fact: PresenceServerMessage): void {
      if (fact.type === 'message.posted' || fact.type === 'message.changed') void put(fact.message)
      else if (fact.type === 'message.deleted') dispatch(messageGone(fact))
    },
    /** After a gap in the connection: those that are shown are read again. */
    readAgain(): void {
      for (const [id, encryption] of encryptions) void commands.open({ id, encryption })
    },
    forget: () => encryptions.clear(),
  }
}
