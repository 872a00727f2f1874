import { readFrameHeader } from '../sframe/frame-header.ts'
import { importBaseKey } from '../sframe/frame-key.ts'
import { type FrameSuite, frameSuite } from '../sframe/frame-suite.ts'
import { epochSlots, readFrameKeyId } from './frame-key-id.ts'
import { InstallWait } from './install-wait.ts'
import type { Clock, EpochKeys, Keyring, OpenOutcome, SealOutcome } from './keyring-types.ts'
import { MediaEpoch } from './media-epoch.ts'
import { platformClock } from './platform-clock.ts'

/** `suite` is {@link frameSuite} and `clock` the platform's unless told otherwise. */
export type KeyringOptions = { suite?: FrameSuite; clock?: Clock }

/** How long an epoch can be opened after we moved on to a newer one (SPEC K4). */
const keepPreviousMs = 10_000

const nothing = new Uint8Array(0)

export function createKeyring({ suite = frameSuite, clock = platformClock }: KeyringOptions = {}): Keyring {
  return new EpochKeyring(suite, clock)
}

class EpochKeyring implements Keyring {
  #suite: FrameSuite
  #clock: Clock
  #wait: InstallWait
  /** In the order of their epochs. */
  #epochs: MediaEpoch[] = []
  #installs: Promise<void> = Promise.resolve()
  #timer: unknown
  /** When the next epoch switches or expires. */
  #dueMs = Number.POSITIVE_INFINITY
  #closed = false

  constructor(suite: FrameSuite, clock: Clock) {
    this.#suite = suite
    this.#clock = clock
    this.#wait = new InstallWait(clock)
  }

  install(keys: EpochKeys): Promise<void> {
    if (keys.baseKey.length !== this.#suite.keySize) return Promise.reject(new RangeError('base key of a wrong length'))
    const importing = importBaseKey(keys.baseKey)
    const installed = this.#installs.then(async () => {
      const base = await importing
      if (this.#closed || keys.epoch <= (this.#epochs.at(-1)?.epoch ?? -1)) return
      const isFirst = this.#epochs.length === 0
      const sendFromMs = this.#clock.now() + (isFirst ? 0 : keys.switchAfterMs)
      const epoch = await MediaEpoch.create(this.#suite, keys, { base, sendFromMs })
      if (!this.#closed) this.#add(epoch)
    })
    this.#installs = installed.catch(() => undefined)
    return installed
  }

  async seal(plaintext: Uint8Array, metadata: Uint8Array = nothing): Promise<SealOutcome> {
    this.#advance()
    const sending = this.#epochs.findLast((epoch) => epoch.isActive)
    if (!sending) return { kind: 'no_key' }
    return { kind: 'sealed', frame: await sending.seal(plaintext, metadata) }
  }

  async open(frame: Uint8Array, metadata: Uint8Array = nothing): Promise<OpenOutcome> {
    const header = readFrameHeader(frame)
    if (!header) return { kind: 'rejected', reason: 'malformed' }
    const { leafIndex, epochBits } = readFrameKeyId(header.kid)
    if (this.#isNext(epochBits)) await this.#wait.wait()
    this.#advance()
    const epoch = this.#epochs.find((candidate) => candidate.epoch % epochSlots === epochBits)
    if (!epoch?.accepts(leafIndex)) return { kind: 'unknown_key', kid: header.kid }
    return epoch.open({ frame, header, leafIndex, metadata })
  }

  close(): void {
    this.#closed = true
    this.#epochs = []
    this.#clock.clearTimeout(this.#timer)
    this.#wait.installed()
  }

  #isNext(epochBits: number): boolean {
    const newest = this.#epochs.at(-1)
    return newest !== undefined && (newest.epoch + 1) % epochSlots === epochBits
  }

  #add(epoch: MediaEpoch): void {
    // The four bits of the KID must name one epoch, and those of the next one none yet.
    const oldestClear = epoch.epoch + 1 - epochSlots
    this.#epochs = [...this.#epochs.filter((older) => older.epoch > oldestClear), epoch]
    this.#dueMs = Math.min(this.#dueMs, epoch.sendFromMs)
    this.#advance()
    this.#scheduleNext(this.#clock.now())
    this.#wait.installed()
  }

  /** Does what has fallen due: switches senders, narrows the older epochs, drops the expired. */
  #advance(): void {
    const now = this.#clock.now()
    if (now < this.#dueMs) return
    const due = this.#epochs.findLastIndex((epoch) => epoch.sendFromMs <= now)
    for (let at = 0; at <= due; at++) this.#activate(at, now)
    this.#epochs = this.#epochs.filter((epoch) => epoch.expiresAtMs > now)
    this.#scheduleNext(now)
  }

  #activate(at: number, now: number): void {
    const epoch = this.#epochs[at]
    if (!epoch || epoch.isActive) return
    epoch.isActive = true
    // A removal may overtake the overlap of the entry before it; then the earlier of the two moments counts.
    const expiresAtMs = Math.min(epoch.sendFromMs, now) + keepPreviousMs
    for (const older of this.#epochs.slice(0, at)) {
      older.keepOnlyLeavesOf(epoch)
      older.expiresAtMs = Math.min(older.expiresAtMs, expiresAtMs)
    }
  }

  /** By timer too: keys go when their time is over, frames or no frames. */
  #scheduleNext(now: number): void {
    const moments = this.#epochs.map((epoch) => (epoch.isActive ? epoch.expiresAtMs : epoch.sendFromMs))
    this.#dueMs = Math.min(Number.POSITIVE_INFINITY, ...moments)
    this.#clock.clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#dueMs === Number.POSITIVE_INFINITY) return
    this.#timer = this.#clock.setTimeout(() => this.#advance(), Math.max(0, Math.ceil(this.#dueMs - now)))
  }
}
