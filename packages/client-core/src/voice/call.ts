import {
  parseVoiceServerMessage,
  type ParticipantId,
  protocolVersion,
  type VoiceClientMessage,
  voiceLimits,
  type VoiceServerMessage,
} from '@chaos/protocol'
import type { ReconnectingSocket, SocketState } from '../connection/reconnecting-socket.ts'
import { callChanged, speakingChanged } from '../state/call-slice.ts'
import type { VoiceDeps } from '../voice-parts.ts'
import { fromBase64Url } from './bytes.ts'
import { createCallMedia } from './call-media.ts'
import { type CallPeople, createCallPeople } from './call-people.ts'
import { problemOf } from './call-problems.ts'
import type { CallRequest } from './call-requests.ts'
import { formatIdentity } from './identity.ts'
import type { GroupHandle, MediaPlatform } from './media-platform.ts'
import { createOwnFloor } from './own-floor.ts'
import { priorityGain } from './priority.ts'
import type { Place } from './voice-commands.ts'

/** Longest pause between attempts to come back, ms: somebody is in the middle of a sentence. */
const longestPauseMs = 1_000
const connectTimeoutMs = 2_500
const ownStateKeys = ['muted', 'deafened', 'sending'] as const

type Received<K extends VoiceServerMessage['type']> = Extract<VoiceServerMessage, { type: K }>
type Incoming = { [K in VoiceServerMessage['type']]?: (message: Received<K>) => void }

type CallOptions = {
  deps: VoiceDeps
  media: MediaPlatform
  place: Place
  volumeOf: (userId: string) => number | null
  /** The server ended it, or it could not go on; not called after `leave`. */
  onEnded: () => void
  /** The server wants the person in another room, and this call is over. */
  onMoved: (message: Received<'session.moved'>) => void
  /** The person got or lost the word; `asked`: they wanted it, or came in with it. */
  onFloor: (hasWord: boolean, asked: boolean) => void
}

export type Call = ReturnType<typeof createCall>

/** One stay in a call, from joining to leaving, across all reconnects. What happens shows in the `call` slice. */
export function createCall({ deps, media, place, volumeOf, onEnded, onMoved, onFloor }: CallOptions) {
  const { dispatch, getState } = deps
  const encryption = place.encryption ?? 'e2ee'
  let ownId: ParticipantId | undefined
  let callId: string | undefined
  let resumeToken: string | undefined
  let people: CallPeople | undefined
  let group: GroupHandle | undefined
  let socketOpen = false
  let ended = false

  const send = (message: VoiceClientMessage): boolean => socket.send(message)
  const lookAtPhase = (): void => {
    if (socketOpen && callMedia.connected) dispatch(callChanged({ phase: 'connected', problem: null }))
    else if (getState().call.phase === 'connected') dispatch(callChanged({ phase: 'reconnecting' }))
  }

  const callMedia = createCallMedia({
    media,
    encryption,
    clock: deps.clock,
    send,
    people: () => people,
    volumeOf,
    // Whom the person does not hear makes nobody quieter.
    gainOf: (id) =>
      priorityGain(
        getState().call.people.filter(({ userId }) => volumeOf(userId) !== null),
        id,
      ),
    isDeafened: () => getState().call.deafened,
    bitrate: () => {
      const view = getState().communities.views[place.communityId ?? '']
      const channels = view?.status === 'ready' ? view.value.channels : []
      return channels.find(({ id }) => id === place.channelId)?.bitrate ?? null
    },
    onChange: lookAtPhase,
    onQuality: (quality) => dispatch(callChanged({ quality })),
    onGivenUp: () => dispatch(callChanged({ problem: 'media_failed' })),
    onBroken: () => fail('failed'),
  })

  const ownState = () => {
    const { muted, deafened } = getState().call
    return { muted, deafened, sending: media.microphone.state === 'on' }
  }

  const hello = async ({ renew }: { renew: boolean }): Promise<VoiceClientMessage | null> => {
    const token = await deps.accessToken({ renew })
    if (token === null) return null
    const resume = resumeToken ? { resume: { token: resumeToken, keepMedia: callMedia.connected } } : {}
    return { type: 'session.hello', version: protocolVersion, token, ...ownState(), ...resume }
  }

  let codeEpoch = -1
  /** Codes may be ready out of order; the newest epoch's stays. */
  const showCode = (epoch: number, privacyCode: string): void => {
    if (ended || epoch < codeEpoch) return
    codeEpoch = epoch
    dispatch(callChanged({ privacyCode }))
  }

  const startGroup = (welcome: Received<'session.welcome'>, userId: string): void => {
    const isNew = callId !== welcome.callId || ownId !== welcome.participantId
    if (isNew) {
      group?.close()
      codeEpoch = -1
      const ofCall = fromBase64Url(welcome.callId)
      group = callMedia.session.openGroup({
        callId: ofCall,
        vouch: (signatureKey, tell) => deps.callKeys.vouch({ callId: ofCall, signatureKey }, tell),
        identity: formatIdentity({ userId, participantId: welcome.participantId }),
        events: {
          send: (message) => void send(message),
          onEpoch: (_epoch, members) => people?.group(members),
          onPrivacyCode: showCode,
        },
      })
    }
    presenceChanged()
    group?.start(welcome.group)
  }

  const presenceChanged = (): void => group?.present(people?.present() ?? [])

  const floor = createOwnFloor(onFloor)
  const welcome = (message: Received<'session.welcome'>): void => {
    if (message.encryption !== encryption) return fail('encryption_changed')
    const own = message.participants.find(({ id }) => id === message.participantId)
    if (!own) return fail('failed')
    if (ownId !== message.participantId || callId !== message.callId) {
      people?.close()
      const { participantId: id, callId: of } = message
      people = createCallPeople(deps, { id, encryption, callId: of, onStanding: callMedia.volumesChanged })
    }
    people?.welcome(message.participants, message.slots)
    if (encryption === 'e2ee') startGroup(message, own.userId)
    ownId = message.participantId
    callId = message.callId
    resumeToken = message.resumeToken
    socketOpen = true
    callMedia.volumesChanged()
    const { permissions, kind } = message
    dispatch(callChanged({ ownId, permissions, kind }))
    floor.follow(own.floor)
    lookAtPhase()
    // What changed since the hello, or while the way was broken; the server never un-mutes by itself.
    const wanted = ownState()
    if (ownStateKeys.some((key) => own[key] !== wanted[key])) send({ type: 'state.set', ...wanted })
  }

  const incoming: Incoming = {
    'session.welcome': welcome,
    'media.offer': (offer) => {
      if (offer.encryption !== encryption) fail('encryption_changed')
      else void callMedia.offered(offer)
    },
    'participant.joined': ({ participant }) => {
      people?.put(participant)
      presenceChanged()
    },
    'participant.updated': ({ participant }) => {
      people?.put(participant)
      callMedia.volumesChanged()
      if (participant.id === ownId) floor.follow(participant.floor)
    },
    'participant.left': ({ participantId }) => {
      people?.left(participantId)
      presenceChanged()
    },
    'slot.assigned': ({ slot, participantId }) => {
      people?.assign(slot, participantId)
      callMedia.volumesChanged()
    },
    'speaking.changed': ({ participantIds }) => {
      dispatch(speakingChanged(participantIds))
      callMedia.volumesChanged()
    },
    'room.changed': ({ kind }) => void dispatch(callChanged({ kind })),
    'session.moved': (message) => {
      end()
      socket.close()
      onMoved(message)
    },
    // Before the welcome it is the end, and its close code says why.
    'session.refused': ({ code }) => {
      if (socketOpen) dispatch(callChanged({ refusal: code }))
    },
    'group.accepted': () => group?.accepted(),
    'group.refused': ({ reason, group: state }) => group?.refused(reason, state),
    'group.committed': ({ epoch, commit }) => group?.committed(epoch, commit),
    'group.state': ({ group: state }) => group?.state(state),
  }

  const onMessage = (message: VoiceServerMessage): void => {
    if (ended) return
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table's key and the message have the same type, which the compiler cannot follow through the index
    const handler = incoming[message.type] as ((message: VoiceServerMessage) => void) | undefined
    handler?.(message)
  }

  const onState = (state: SocketState): void => {
    if (state.kind === 'open') return
    socketOpen = false
    if (state.kind !== 'closed') lookAtPhase()
    else if (!ended) fail(problemOf(state.code))
  }

  const fail = (problem: ReturnType<typeof problemOf>): void => {
    send({ type: 'session.leave' })
    end()
    socket.close()
    dispatch(callChanged(problem ? { phase: 'ended', problem } : { phase: 'idle' }))
    onEnded()
  }

  const stopListening = media.microphone.onChange((microphone) => {
    dispatch(callChanged({ microphone }))
    send({ type: 'state.set', ...ownState() })
  })

  const socket: ReconnectingSocket<VoiceClientMessage> = deps.connect<VoiceServerMessage, VoiceClientMessage>({
    url: deps.socketUrl(`/ws/voice/${place.channelId}`),
    parse: parseVoiceServerMessage,
    hello,
    pingEveryMs: voiceLimits.pingEveryMs,
    silenceMs: voiceLimits.clientSilenceMs,
    connectTimeoutMs,
    longestPauseMs,
    onMessage,
    onState,
    onRoundTrip: (roundTripMs) => callMedia.roundTrip(roundTripMs),
  })

  const end = (): void => {
    if (ended) return
    ended = true
    stopListening()
    group?.close()
    people?.close()
    callMedia.close()
  }

  return {
    /** Says goodbye and ends everything of this stay. Idempotent. */
    leave(): void {
      send({ type: 'session.leave' })
      end()
      socket.close()
    },
    /** Tells the server what the person chose; the `call` slice has it already. */
    stateChanged(): void {
      callMedia.deafenedChanged()
      send({ type: 'state.set', ...ownState() })
    },
    volumesChanged: (): void => callMedia.volumesChanged(),
    /** Asks the server for something; what it makes of it shows in the slice. */
    ask(message: CallRequest): void {
      if (message.type === 'stage.raise') floor.ask()
      send(message)
    },
    level: (id: ParticipantId): number => (id === ownId ? media.microphone.level() : callMedia.level(id)),
  }
}
