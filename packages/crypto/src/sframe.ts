/** Entry for media workers: frames and their keys, without MLS. */
export { type FrameHeader, decodeFrameHeader, encodeFrameHeader } from './sframe/frame-header.ts'
export { type FrameKey, deriveFrameKey } from './sframe/frame-key.ts'
export { type OpenedFrame, openFrame, sealFrame } from './sframe/frame-cipher.ts'
export { type FrameSuite, type FrameSuiteName, frameSuite, frameSuiteNamed, frameSuites } from './sframe/frame-suite.ts'
export { createKeyring, type KeyringOptions } from './keyring/keyring.ts'
export type { Clock, EpochKeys, Keyring, OpenOutcome, RejectReason, SealOutcome } from './keyring/keyring-types.ts'
export { type FrameKeyId, frameKeyId, readFrameKeyId } from './keyring/frame-key-id.ts'
