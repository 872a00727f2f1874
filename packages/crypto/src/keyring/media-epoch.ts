import type { Bytes, Key } from '../platform.ts'
import { nonceOf, openBehindHeader, sealUnderHeader } from '../sframe/frame-cipher.ts'
import { type FastFrameHeader, maxHeaderSize, writeFrameHeader } from '../sframe/frame-header.ts'
import { deriveFrameKey, type FrameKey } from '../sframe/frame-key.ts'
import type { FrameSuite } from '../sframe/frame-suite.ts'
import { ReplayWindow } from '../sframe/replay-window.ts'
import { frameKeyId } from './frame-key-id.ts'
import type { EpochKeys, OpenOutcome } from './keyring-types.ts'

type Sender = { key: Promise<FrameKey>; window: ReplayWindow }
type Frame = { frame: Uint8Array; header: FastFrameHeader; leafIndex: number; metadata: Uint8Array }

/** The keys of one epoch: our own for sending, those of the others made when their first frame arrives. */
export class MediaEpoch {
  readonly epoch: number
  /** On the keyring's clock. */
  readonly sendFromMs: number
  /** Set once a newer epoch is sent in. */
  expiresAtMs = Number.POSITIVE_INFINITY
  isActive = false
  #suite: FrameSuite
  #base: Key
  #ownKey: FrameKey
  #ownKid: number
  #nextCounter = 0
  #leaves: Set<number>
  #senders = new Map<number, Sender>()

  private constructor(keys: EpochKeys, { base, ownKey, sendFromMs }: Made) {
    this.epoch = keys.epoch
    this.sendFromMs = sendFromMs
    this.#suite = ownKey.suite
    this.#base = base
    this.#ownKey = ownKey
    this.#ownKid = frameKeyId(keys.ownLeafIndex, keys.epoch)
    this.#leaves = new Set(keys.leaves)
    this.#leaves.delete(keys.ownLeafIndex)
  }

  static async create(suite: FrameSuite, keys: EpochKeys, { base, sendFromMs }: Start): Promise<MediaEpoch> {
    const ownKey = await deriveFrameKey(suite, base, BigInt(frameKeyId(keys.ownLeafIndex, keys.epoch)))
    return new MediaEpoch(keys, { base, ownKey, sendFromMs })
  }

  /** Whether frames by the leaf are to be opened; never our own, which only come back to us by a forger's hand. */
  accepts(leafIndex: number): boolean {
    return this.#leaves.has(leafIndex)
  }

  /** Forgets the leaves that a newer epoch does not hold any more. */
  keepOnlyLeavesOf(newer: MediaEpoch): void {
    this.#leaves = new Set([...this.#leaves].filter((leafIndex) => newer.#leaves.has(leafIndex)))
    for (const leafIndex of this.#senders.keys()) if (!this.#leaves.has(leafIndex)) this.#senders.delete(leafIndex)
  }

  /** The counter is taken before anything waits, so two calls never share one. */
  seal(plaintext: Uint8Array, metadata: Uint8Array): Promise<Uint8Array> {
    const counter = this.#nextCounter++
    const header: Bytes = new Uint8Array(maxHeaderSize)
    const length = writeFrameHeader(this.#ownKid, counter, header)
    const nonce = nonceFor(this.#ownKey, counter)
    return sealUnderHeader(this.#ownKey, { header: header.subarray(0, length), nonce, plaintext, metadata })
  }

  async open({ frame, header, leafIndex, metadata }: Frame): Promise<OpenOutcome> {
    const { kid, counter, length } = header
    const { key: deriving, window } = this.#senderAt(leafIndex, kid)
    if (!window.isFresh(counter)) return { kind: 'rejected', reason: 'replayed' }
    const key = await deriving
    const nonce = nonceFor(key, counter)
    const plaintext = await openBehindHeader(key, { nonce, frame, headerLength: length, metadata })
    if (!plaintext) return { kind: 'rejected', reason: 'authentication' }
    if (!window.accept(counter)) return { kind: 'rejected', reason: 'replayed' }
    return { kind: 'opened', plaintext, kid, counter, epoch: this.epoch, leafIndex }
  }

  #senderAt(leafIndex: number, kid: number): Sender {
    const known = this.#senders.get(leafIndex)
    if (known) return known
    const sender = { key: deriveFrameKey(this.#suite, this.#base, BigInt(kid)), window: new ReplayWindow() }
    this.#senders.set(leafIndex, sender)
    return sender
  }
}

type Start = { base: Key; sendFromMs: number }
type Made = Start & { ownKey: FrameKey }

const nonceFor = (key: FrameKey, counter: number): Bytes =>
  nonceOf(key, Math.floor(counter / 2 ** 32), counter % 2 ** 32)
