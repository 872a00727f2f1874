import { protocolVersion } from '@chaos/protocol'
import { addressOf } from './addresses.ts'
import { inParallel } from './in-parallel.ts'
import type { Entry } from './orders.ts'
import { answerOffer, type Peer, type PeerOptions, type Tally } from './peer.ts'
import type { Room } from './peers.ts'
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
  const taken = socket.next('session.pong')
  socket.say({ type: 'media.answer', generation, sdp: answer })
  // Messages are handled in order: when this comes back, the server has the answer.
  socket.say({ type: 'session.ping', id: 0 })
  await taken
  begin()
  socket.settle()
  await peer.connected
  return peer
}
