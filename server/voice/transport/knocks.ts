import nodeDataChannel from 'node-datachannel'
import type { MediaAddress } from './offer.ts'

/** Tells where a client's first connectivity check comes from. */
export type Knocks = {
  /** Calls `onKnock` with each check for this ICE user fragment that nobody takes yet, until the returned function is called. */
  expect(ufrag: string, onKnock: (from: MediaAddress) => void): () => void
}

/**
 * Listens on the media port for connectivity checks of connections that the library does not know yet. They are not
 * authenticated: an address from here is a place to look for the client at, and nothing is trusted because of it.
 */
export function listenForKnocks(port: number): Knocks & { close(): void } {
  const expected = new Map<string, (from: MediaAddress) => void>()
  const listener = new nodeDataChannel.IceUdpMuxListener(port)
  listener.onUnhandledStunRequest(({ localUfrag, host: ip, port: from }) =>
    expected.get(localUfrag)?.({ ip, port: from }),
  )
  return {
    expect(ufrag, onKnock) {
      expected.set(ufrag, onKnock)
      return () => void expected.delete(ufrag)
    },
    close: () => listener.stop(),
  }
}
