import type { Config } from '../../config/schema.ts'
import { findMediaPort } from '../media-port.ts'
import { type Certificate, createCertificate } from './certificate.ts'
import { type Knocks, listenForKnocks } from './knocks.ts'
import { localAddresses, type MediaAddress } from './offer.ts'

/** What all participants of a server share. */
export type MediaSite = {
  /** The one UDP port of all participants. */
  port: number
  addresses: readonly MediaAddress[]
  certificate: Certificate
  knocks: Knocks
  slots: number
}

type Settings = Pick<Config['voice'], 'udpPort' | 'announcedAddresses' | 'slots'>

/** Takes the media port, until `close`. @throws ConfigError */
export async function openMediaSite({ udpPort, announcedAddresses, slots }: Settings) {
  const certificate = await createCertificate()
  const port = await findMediaPort(udpPort)
  const ips = announcedAddresses.length > 0 ? announcedAddresses : localAddresses()
  const knocks = listenForKnocks(port)
  const site: MediaSite = { port, addresses: ips.map((ip) => ({ ip, port })), certificate, knocks, slots }
  return { ...site, close: knocks.close }
}
