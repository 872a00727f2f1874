/** What a transport tells its owner. Called in order; nothing comes after `onClosed`. */
export type MediaTransportEvents = {
  /** An RTP packet from the participant's microphone. The buffer is the receiver's to change. */
  onMedia(packet: Buffer): void
  /** A compound RTCP packet. */
  onControl(packet: Buffer): void
  onConnected(): void
  onClosed(): void
  /** A bug of ours showed while a packet was handled; the packet is lost. */
  onFault(error: unknown): void
}

/** The way one participant's media takes. */
export interface MediaTransport {
  readonly connected: boolean
  /** The other side takes RED (RFC 2198) in the slots. */
  readonly understandsRed: boolean
  /**
   * Sends one RTP packet, which belongs to a slot by its SSRC, or a compound RTCP packet; dropped silently while the way
   * is not open. The buffer may be reused afterwards.
   */
  send(packet: Buffer): void
  /** Idempotent. */
  close(): void
}
