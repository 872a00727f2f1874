import type {
  ChannelEncryption,
  ChannelId,
  CommunityId,
  ErrorCode,
  MoveReason,
  Participant,
  ParticipantId,
  Permission,
  RoomKind,
  UserId,
} from '@chaos/protocol'
import type { LeafStanding } from './leaf-standing.ts'

/** Where the stay in a call is. `ended` keeps what the person should still read. */
export type CallPhase = 'idle' | 'joining' | 'connected' | 'reconnecting' | 'ended'

/** Each state has its own words on the screen; all but `on` and `off` mean listen-only, with a way to fix it. */
export type MicrophoneState = 'off' | 'asking' | 'on' | 'refused' | 'missing' | 'unplugged' | 'busy'

/** Why a call could not start or go on. */
export type CallProblem =
  | 'no_frame_encryption'
  | 'insecure_page'
  | 'forbidden'
  | 'not_found'
  | 'channel_full'
  /** From the community. */
  | 'removed'
  | 'timed_out'
  | 'joined_elsewhere'
  /** A moderator took the person out of the call. */
  | 'disconnected'
  /** A moderator wants the person in a room that is not encrypted: only they themselves can agree to that. */
  | 'moved_to_open'
  /** The room is encrypted otherwise than it was shown. Nothing was sent. */
  | 'encryption_changed'
  | 'signed_out'
  | 'unsupported_version'
  | 'media_failed'
  | 'unreachable'
  | 'failed'

export type CallPerson = Participant & {
  self: boolean
  speaking: boolean
  /** The encryption group holds this person. `false`: the keys are not agreed yet; nothing they say can be heard. */
  inGroup: boolean
  /** Their frames arrive, and our keys do not open them. */
  undecryptable: boolean
  /** Who holds their leaf, as far as it could be checked. Whoever is `refused` is not played. */
  leaf: LeafStanding
}

export type CallQuality = {
  level: 'unknown' | 'good' | 'fair' | 'poor'
  /** Round trip to the server, ms. */
  roundTripMs: number | null
  /** Share of our and their packets lost on the way, 0–100. */
  lossPercent: number | null
}

/** How the person came to be in a room that they did not choose, and where they were. */
export type CallMove = { because: MoveReason; from: ChannelId }

export type CallState = {
  phase: CallPhase
  communityId: CommunityId | null
  channelId: ChannelId | null
  ownId: ParticipantId | null
  /** In the order they came, oneself included. Leaves of nobody among them are in `unknownInGroup`. */
  people: CallPerson[]
  /**
   * Identities that the group holds and the server did not announce, or whose leaf is not by a device of theirs: somebody may be
   * listening. Normally empty.
   */
  unknownInGroup: string[]
  muted: boolean
  deafened: boolean
  /** What the person may in this room. */
  permissions: Permission[]
  kind: RoomKind
  /** As it was shown when the person joined; nothing that the server says changes it. */
  encryption: ChannelEncryption
  moved: CallMove | null
  /** Where a moderator wants the person, with `moved_to_open`. */
  wantedIn: ChannelId | null
  /** The server refused what was asked last. */
  refusal: ErrorCode | null
  microphone: MicrophoneState
  /** Four groups of five digits that are equal for all in the call; null until the group stands. */
  privacyCode: string | null
  quality: CallQuality
  problem: CallProblem | null
  /** When this stay began, ms since 1970; null outside a call. */
  since: number | null
}

/** Playback volume by person, 0–2; 1 is as sent. Persons not named play at 1. */
export type Volumes = Record<UserId, number>
