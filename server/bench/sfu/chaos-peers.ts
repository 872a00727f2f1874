import { protocolVersion } from '@chaos/protocol'
import { addressOf } from '../shared/addresses.ts'
import { inParallel } from '../shared/in-parallel.ts'
import type { Entry } from './orders.ts'
import { answerOffer, type Peer, type PeerOptions, type Room, type Tally } from './peer.ts'
import type { Scenario } from './scenario.ts'
import { openVoiceSocket } from './voice-socket.ts'

const atOnce = 8

type ChaosEntry = Extract<Entry, { kind: 'chaos' }>
type Seat = { entry: ChaosEntry; seat: number; speaks: boolean }

/** The server announces this one address. */
const bindAddress = '127.0.0.1'

/** Enters a voice channel: a voice socket and one peer connection each. The last ones to come are those who speak. */
export async function joinChaos(entry: ChaosEntry, scenario: Scenario, tally: Tally): Promise<Room> {
  const tokens = entry.tokens.slice(0, scenario.participants)
  const firstSpeaker = scenario.participants - scenario.speakers
  const peers = await inParallel(tokens, atOnce, (_, seat) =>
    join({ entry, seat, speaks: seat >= firstSpeaker }, { tally, bindAddress }),
  )
  return { speakers: peers.slice(firstSpeaker) }
}

async function join({ entry, seat, speaks }: Seat, options: PeerOptions): Promise<Peer> {
  const url = `${entry.url.replace(/^http/, 'ws')}/ws/voice/${entry.channelId}`
  const socket = openVoiceSocket(url, addressOf(seat))
  const offered = socket.next('media.offer')
  socket.say({
    type: 'session.hello',
    version: protocolVersion,
    token: entry.tokens[seat] ?? '',
    muted: !speaks,
    deafened: false,
    sending: speaks,
  })
  const { generation, sdp } = await offered
  const { peer, answer, begin } = await answerOffer(sdp, options)
  socket.say({ type: 'media.answer', generation, sdp: answer })
  begin()
  socket.settle()
  await peer.connected
  return peer
}
