import { networkInterfaces } from 'node:os'
import { inParallel } from '../shared/in-parallel.ts'
import { connectJanus, type JanusConnection } from './janus-connection.ts'
import { answerOffer, offerMicrophone, type Peer, type PeerOptions, type Room, type Tally } from './peer.ts'
import type { Scenario } from './scenario.ts'

const plugin = 'janus.plugin.videoroom'
const atOnce = 8

type Place = { url: string; room: number }
type Publisher = { feed: number; peer: Peer }

/**
 * Enters a videoroom: the speakers publish audio, and everybody, speakers included, subscribes to all other speakers over
 * one peer connection.
 */
export async function joinJanus({ url, room }: Place, scenario: Scenario, tally: Tally): Promise<Room> {
  const options = { tally, bindAddress: localAddress() }
  const janus = await connectJanus(url)
  const seats = Array.from({ length: scenario.participants }, (_, seat) => seat)
  const publishers = await inParallel(seats.slice(0, scenario.speakers), atOnce, () => publish(janus, room, options))
  await inParallel(seats, atOnce, (seat) => {
    const feeds = publishers.flatMap(({ feed }, speaker) => (speaker === seat ? [] : [feed]))
    return subscribe(janus, { room, feeds }, options)
  })
  return { speakers: publishers.map(({ peer }) => peer) }
}

/** Janus gathers no loopback addresses. What one program sends to another's outer address stays on the loopback device. */
function localAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((entries) => entries ?? [])
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1'
}

async function publish(janus: JanusConnection, room: number, options: PeerOptions): Promise<Publisher> {
  const handle = await janus.attach(plugin)
  const joined = await handle.request({ request: 'join', ptype: 'publisher', room })
  const feed = joined.plugindata?.data.id
  if (feed === undefined) throw new Error('Janus gave the publisher no id')
  const { peer, offer, accept } = await offerMicrophone(options)
  const { jsep } = await handle.request({ request: 'publish' }, { type: 'offer', sdp: offer })
  if (!jsep) throw new Error('Janus answered the publisher without a description')
  accept(jsep.sdp)
  await Promise.all([peer.connected, handle.up])
  return { feed, peer }
}

async function subscribe(
  janus: JanusConnection,
  { room, feeds }: { room: number; feeds: number[] },
  options: PeerOptions,
): Promise<void> {
  const handle = await janus.attach(plugin)
  const streams = feeds.map((feed) => ({ feed }))
  const { jsep } = await handle.request({ request: 'join', ptype: 'subscriber', room, streams })
  if (!jsep) throw new Error('Janus offered the subscriber nothing')
  const { peer, answer, begin } = await answerOffer(jsep.sdp, options)
  await handle.request({ request: 'start' }, { type: 'answer', sdp: answer })
  begin()
  await Promise.all([peer.connected, handle.up])
}
