/** The one media format of every call; the server's offer names it, so no client can choose other numbers. */
export const mediaFormat = {
  /** RTP payload types: Opus (RFC 7587) and redundant audio (RFC 2198) of it. */
  opus: 111,
  red: 63,
  clockRate: 48_000,
  levelExtensionId: 1,
  levelExtensionUri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  /** Highest average, bit/s, that a sender should use (RFC 7587 §6.1). */
  opusBitrate: 48_000,
  /** Slot n is sent with this plus n as its SSRC, to everybody. */
  firstSlotSsrc: 0x43480000,
} as const
