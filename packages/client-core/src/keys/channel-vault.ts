import type {
  ChunkPlace,
  FrankingProof,
  GenerationHeader,
  HistoryPolicy,
  KeyBox,
  KeyIdentity,
  KeyLogPage,
  LogRefusal,
  Named,
  OpenRefusal,
  Roster,
  SealedEnvelope,
  TakeRefusal,
} from '@chaos/crypto/keys'

/** A log that has to be read further. `identityKey`: of an identity that somebody had before; null: of the present one. */
export type LogToRead = { userId: string; identityKey: string | null; from: number }

/** `unread`: logs that the answer depends on. */
export type Unread = { kind: 'unread'; people: readonly Named[] }

export type PersonTaken =
  | { kind: 'more'; from: number }
  | { kind: 'read' }
  | { kind: 'no_identity' }
  /** Pinned is another one (crypto's SPEC T3). Nothing changed. */
  | { kind: 'changed'; identityKey: string }
  | { kind: 'refused'; reason: LogRefusal }

/** What this device holds of a channel's key. Numbers of generations; 0: none. */
export type ChannelStanding = {
  first: number
  latest: number
  /** Of the latest header; null: none is known. */
  signature: string | null
  /** It opens and seals in the latest generation. */
  holdsLatest: boolean
  /** Without a secret, of those that this device may be given. */
  wanted: readonly number[]
}

export type HeaderTaken =
  | { kind: 'taken' | 'known' }
  | { kind: 'gap'; from: number }
  | Unread
  | { kind: 'restarted'; makerId: string }
  | { kind: 'refused'; reason: TakeRefusal }

export type GenerationToMake = { header: GenerationHeader; roster: Roster; boxes: readonly KeyBox[] }

export type Prepared =
  | { kind: 'ready' }
  /** Somebody else holds the latest secret. */
  | { kind: 'wait' }
  /** For the server; counts after `confirm`. */
  | { kind: 'make'; draft: GenerationToMake }
  | { kind: 'refused'; reason: 'no_key' | 'wrong_kind' | 'too_many' | 'not_a_member' }

export type Members = {
  channelId: string
  /** Who may read now, as the server says. Those whose identity is not the pinned one are left out. */
  readers: readonly KeyIdentity[]
  /** null: as it was. */
  policy: HistoryPolicy | null
}

export type Batch = { generation: number; boxes: readonly KeyBox[] }
export type Waiting = { userId: string; deviceId: string; generations: readonly number[] }

/** JSON text in, an envelope out, and back (crypto's SPEC E). */
export type Sealed =
  | { kind: 'sealed'; envelope: SealedEnvelope }
  | { kind: 'refused'; reason: 'no_key' | 'too_large' | 'malformed' }
export type Opened =
  | { kind: 'opened'; content: string; senderStands: boolean; proof: FrankingProof }
  | Unread
  | { kind: 'refused'; reason: OpenRefusal | 'unknown_device' }

/** Key and name of an object that is sealed in chunks; travels inside an envelope. */
export type ObjectName = { objectId: string; key: string }
export type ChunkOfObject = { object: ObjectName; place: ChunkPlace }

/** The channels' half of a vault: keys of channels, whom they are shared with, and what is sealed by them. */
export interface ChannelVault {
  /** Which logs have to be read for these people: present members, or those that a roster names. */
  logsToRead(input: { people: readonly (Named & { head?: KeyIdentity['head'] })[] }): Promise<LogToRead[]>
  takePerson(input: { userId: string; identityKey: string | null; page: KeyLogPage }): Promise<PersonTaken>
  /** Readers whom the server shows under another identity than the one that is pinned: nothing is shared with them. */
  strangersAmong(input: Pick<Members, 'readers'>): Promise<string[]>

  channelStanding(input: { channelId: string }): Promise<ChannelStanding>
  takeHeader(input: {
    channelId: string
    header: GenerationHeader
    roster: Roster
    acceptRestart?: boolean
  }): Promise<HeaderTaken>
  /** Headers before the first that is known, without a gap to it (crypto's SPEC G8). */
  takeOlder(input: {
    channelId: string
    older: readonly { header: GenerationHeader; roster: Roster }[]
  }): Promise<Unread | { kind: 'taken' } | { kind: 'refused'; reason: 'malformed' | 'wrong_roster' | 'history_forked' }>
  /** `bad`: boxes that do not open, to be thrown away. `injected`: one shows that a generation was made by an outsider. */
  takeBoxes(input: { channelId: string; boxes: readonly { generation: number; box: KeyBox }[] }): Promise<{
    bad: number[]
    injected: boolean
  }>

  /** What has to happen before anything is sealed (crypto's SPEC G11). */
  prepare(input: Members): Promise<Prepared>
  /** Nobody is left who could answer, and the person chose to begin again. */
  restart(input: Members): Promise<Prepared>
  /** The server took it. Gives the devices that have no box yet. */
  confirm(input: { channelId: string }): Promise<{ generation: number; deviceIds: string[] }>
  /** Somebody else was faster (crypto's SPEC G13). */
  abandon(input: { channelId: string }): Promise<void>
  boxesFor(input: { channelId: string; generation: number; deviceIds: readonly string[] }): Promise<Batch>
  /** Boxes for those who wait, as far as they may be given any (crypto's SPEC G10). */
  serve(input: Members & { waiting: readonly Waiting[] }): Promise<Batch[]>

  /** Into the latest generation; `prepare` goes before. */
  seal(input: { channelId: string; messageId: string; content: string }): Promise<Sealed>
  openEnvelope(input: { envelope: SealedEnvelope }): Promise<Opened>
  createObject(): Promise<ObjectName>
  sealChunk(input: ChunkOfObject & { plaintext: Uint8Array }): Promise<Uint8Array>
  /** `undefined` for a chunk that was changed, moved, cut off or is of another object. */
  openChunk(input: ChunkOfObject & { sealed: Uint8Array }): Promise<Uint8Array | undefined>
}
