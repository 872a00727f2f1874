import { randomBytes } from 'node:crypto'
import { networkInterfaces } from 'node:os'
import { mediaFormat } from '@chaos/protocol'
import { slotSsrc } from '../rtp/slot-ssrc.ts'

/** Where somebody can be reached for media. */
export type MediaAddress = { ip: string; port: number }

/** Addresses of this machine that others may reach; loopback when there are none. */
export function localAddresses(): string[] {
  const found = Object.values(networkInterfaces())
    .flatMap((entries) => entries ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
    .map(({ address }) => address)
  return found.length > 0 ? found : ['127.0.0.1']
}

/** Type preference of host candidates and the component of RTP (RFC 8445 §5.1.2.1). */
const priority = (index: number): number => 126 * 2 ** 24 + (65_535 - index) * 2 ** 8 + 255

/** Addresses as candidate attributes (RFC 8839 §5.1). */
export const candidatesOf = (addresses: readonly MediaAddress[]): string[] =>
  addresses.map(({ ip, port }, index) => `candidate:${index + 1} 1 UDP ${priority(index)} ${ip} ${port} typ host`)

/** One session's name and password for connectivity checks (RFC 8445 §5.3). */
export type IceCredentials = { iceUfrag: string; icePwd: string }

/** Six and 18 bytes are 8 and 24 characters, all of them allowed and none of them padding. */
export const createIceCredentials = (): IceCredentials => ({
  iceUfrag: randomBytes(6).toString('base64'),
  icePwd: randomBytes(18).toString('base64'),
})

export type OfferParts = {
  credentials: IceCredentials
  fingerprint: string
  addresses: readonly MediaAddress[]
  slots: number
}

export const opusParameters = `minptime=10;useinbandfec=1;usedtx=1;maxaveragebitrate=${mediaFormat.opusBitrate}`
export const levelExtension = `a=extmap:${mediaFormat.levelExtensionId} ${mediaFormat.levelExtensionUri}`

/** A section's first lines; the first payload type is what the browser sends, and RED is useless unless it is that. */
const section = (mid: string, payloadTypes: readonly number[]): string[] => [
  `m=audio 9 UDP/TLS/RTP/SAVPF ${payloadTypes.join(' ')}`,
  ...['c=IN IP4 0.0.0.0', `a=mid:${mid}`, levelExtension, 'a=rtcp-mux'],
  `a=rtpmap:${mediaFormat.red} red/48000/2`,
  `a=fmtp:${mediaFormat.red} ${mediaFormat.opus}/${mediaFormat.opus}`,
  `a=rtpmap:${mediaFormat.opus} opus/48000/2`,
  `a=fmtp:${mediaFormat.opus} ${opusParameters}`,
]

/**
 * Our only offer (RFC 8866): the microphone and a section for each slot, bundled. `a=ice-lite` makes the client the
 * controlling agent (RFC 8445 §6.1.1), so that nothing waits for our library's timers.
 */
export function writeOffer({ credentials, fingerprint, addresses, slots }: OfferParts): string {
  const transport = ['a=setup:actpass', `a=ice-ufrag:${credentials.iceUfrag}`, `a=ice-pwd:${credentials.icePwd}`]
  const mids = Array.from({ length: slots }, (_, slot) => `slot${slot}`)
  return [
    ...['v=0', `o=- ${randomBytes(4).readUInt32BE()} 0 IN IP4 127.0.0.1`, 's=-', 't=0 0'],
    ...[`a=group:BUNDLE ${['mic', ...mids].join(' ')}`, 'a=msid-semantic:WMS *'],
    ...['a=ice-lite', 'a=ice-options:ice2,trickle', `a=fingerprint:sha-256 ${fingerprint}`],
    ...section('mic', [mediaFormat.red, mediaFormat.opus]),
    ...['a=recvonly', ...transport],
    ...candidatesOf(addresses).map((candidate) => `a=${candidate}`),
    'a=end-of-candidates',
    ...mids.flatMap((mid, slot) => [
      ...section(mid, [mediaFormat.opus, mediaFormat.red]),
      ...['a=sendonly', ...transport, `a=msid:${mid} ${mid}`],
      ...[`a=ssrc:${slotSsrc(slot)} cname:chaos`, `a=ssrc:${slotSsrc(slot)} msid:${mid} ${mid}`],
    ]),
    '',
  ].join('\r\n')
}
