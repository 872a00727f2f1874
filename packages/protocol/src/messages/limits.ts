/** Bounds of recorded voice and of texts. */
export const messageLimits = {
  /** Characters of a text or a caption. */
  textLength: 4_000,
  /** Loudness over time, one byte each. */
  peaks: 512,
  silences: 1_000,
  transcriptSegments: 2_000,
  mentions: 50,
  /** Reactions of one person to one message, and of everybody. */
  reactionsPerPerson: 20,
  reactionsPerMessage: 500,
  /** Of a message in a list; the others are read by themselves. */
  shownReactions: 100,
  pinsPerChannel: 100,
  draftBytes: 16_384,
  messagesPerPage: 100,
  /** The longest recording that any channel may allow, and what it allows at first, s. */
  longestSeconds: 7_200,
  usualSeconds: 900,
  longestRetentionDays: 3_650,
  /** A recording's bytes per second at most, sealing and container included: 128 kbit/s of Opus and then some. */
  bytesPerSecond: 20_000,
  /** One step of an upload at most. Larger recordings take several. */
  uploadStepBytes: 16 * 1024 * 1024,
} as const
