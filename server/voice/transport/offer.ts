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

/** Puts our addresses, and no others, into the first media section of an offer (RFC 8839 §5.1); the rest is bundled with it. */
export function announce(sdp: string, addresses: readonly MediaAddress[]): string {
  const lines = sdp.split('\r\n').filter((line) => !/^a=(candidate|end-of-candidates)/.test(line))
  const candidates = addresses.map(
    ({ ip, port }, index) => `a=candidate:${index + 1} 1 UDP ${priority(index)} ${ip} ${port} typ host`,
  )
  const secondSection = lines.findIndex((line, index) => line.startsWith('m=') && index > lines.findIndex(isMedia))
  lines.splice(secondSection < 0 ? lines.length - 1 : secondSection, 0, ...candidates, 'a=end-of-candidates')
  return lines.join('\r\n')
}

const isMedia = (line: string): boolean => line.startsWith('m=')

/** Whether every slot section of an answer kept RED. Firefox drops it. */
export function answerTakesRed(sdp: string): boolean {
  const slots = sdp.split(/\r?\nm=/).slice(2)
  return slots.length > 0 && slots.every((section) => /\r?\na=rtpmap:\d+ red\/48000/i.test(section))
}
