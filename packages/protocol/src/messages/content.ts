import { type Static, Type } from 'typebox'
import { Base64Url, Id } from '../ids.ts'
import { Base64UrlOf } from '../keys/binary.ts'
import { SealedEnvelope } from '../keys/sealing.ts'
import { Closed } from '../wire/message-table.ts'
import { messageLimits } from './limits.ts'

/** A place in a recording, ms from its beginning. */
export const Moment = Type.Integer({ minimum: 0, maximum: messageLimits.longestSeconds * 1000 })

/** What a player needs to know of a recording before it has any of it. */
export const AudioFacts = Closed({
  /** Of the object, sealed in chunks (crypto's SPEC C); absent in `open` channels. */
  key: Type.Optional(Base64UrlOf(32)),
  /** What the object is once it is opened. */
  format: Type.Enum(['audio/ogg; codecs=opus', 'audio/webm; codecs=opus', 'audio/mp4']),
  /** Equal parts of the recording, a byte for the loudest sample in each. */
  peaks: Base64Url(messageLimits.peaks),
  /** Integrated loudness by EBU R 128, LUFS. */
  loudness: Type.Optional(Type.Number({ minimum: -100, maximum: 20 })),
  /** Where nothing is said, as [from, to] in ms, ascending. */
  silences: Type.Optional(
    Type.Array(Type.Array(Moment, { minItems: 2, maxItems: 2 }), { maxItems: messageLimits.silences }),
  ),
})
export type AudioFacts = Static<typeof AudioFacts>

/** What was said, in parts that know when. */
export const Transcript = Closed({
  language: Type.String({ maxLength: 35, description: 'BCP 47' }),
  segments: Type.Array(Closed({ atMs: Moment, text: Type.String({ maxLength: 1_000 }) }), {
    maxItems: messageLimits.transcriptSegments,
  }),
})
export type Transcript = Static<typeof Transcript>

/** What a message says: the JSON in an envelope of an `e2ee` channel, and the same in clear in an `open` one. */
export const MessageContent = Closed({
  /** A text message, or the caption of a recording. */
  text: Type.Optional(Type.String({ maxLength: messageLimits.textLength })),
  audio: Type.Optional(AudioFacts),
  transcript: Type.Optional(Transcript),
  /** A reply: which moment of the other recording it is about. */
  replyAtMs: Type.Optional(Moment),
  /** How often it was edited: an older one that comes later is not taken. */
  revision: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
})
export type MessageContent = Static<typeof MessageContent>

/** A sign about a message, or about one moment in it. */
export const ReactionContent = Closed({
  emoji: Type.String({ minLength: 1, maxLength: 32 }),
  atMs: Type.Optional(Moment),
})
export type ReactionContent = Static<typeof ReactionContent>

const Sealed = Closed({ kind: Type.Enum(['sealed']), envelope: SealedEnvelope })

/** Which of both it is, the channel's encryption says. An envelope's `messageId` is the id of what it belongs to. */
export const MessageBody = Type.Union([Sealed, Closed({ kind: Type.Enum(['open']), content: MessageContent })])
export type MessageBody = Static<typeof MessageBody>

export const ReactionBody = Type.Union([Sealed, Closed({ kind: Type.Enum(['open']), content: ReactionContent })])
export type ReactionBody = Static<typeof ReactionBody>

/** Who is called by a message. It stands outside of the envelope, since the server has to tell them. */
export const Mentions = Closed({
  userIds: Type.Array(Id, { maxItems: messageLimits.mentions, uniqueItems: true }),
  everyone: Type.Boolean(),
})
export type Mentions = Static<typeof Mentions>
