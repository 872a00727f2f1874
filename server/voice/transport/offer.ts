import { networkInterfaces } from 'node:os'

/** Where clients can reach the one media port. */
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

/** Our addresses as candidate attributes (RFC 8839 §5.1). */
export const candidatesOf = (addresses: readonly MediaAddress[]): string[] =>
  addresses.map(({ ip, port }, index) => `candidate:${index + 1} 1 UDP ${priority(index)} ${ip} ${port} typ host`)

/** The offer without candidates: they follow when the answer is in force. */
export const withoutCandidates = (sdp: string): string =>
  sdp
    .split('\r\n')
    .filter((line) => !/^a=(candidate:|end-of-candidates)/.test(line))
    .join('\r\n')

/** Whether every slot section of an answer kept RED. Firefox drops it. */
export function answerTakesRed(sdp: string): boolean {
  const slots = sdp.split(/\r?\nm=/).slice(2)
  return slots.length > 0 && slots.every((section) => /\r?\na=rtpmap:\d+ red\/48000/i.test(section))
}
