import { toBase64Url } from '../bytes/base64url.ts'
import { idBytes, labelled } from '../bytes/pack.ts'
import type { Bytes } from '../platform.ts'
import { derive, mac } from '../primitives/hash.ts'
import { bodyBytes, type HeaderBody } from './generation-bytes.ts'

type Place = { channelId: string; generation: number }

/** SPEC G4. */
export const commitmentOf = (secret: Bytes, place: Place): string =>
  toBase64Url(derive(secret, labelledPlace('commitment', place)))

/** SPEC G5: by the secret of the generation before. */
export const continuityOf = (secretBefore: Bytes, body: HeaderBody): string =>
  toBase64Url(mac(derive(secretBefore, labelledPlace('continuity', body)), bodyBytes(body)))

/** SPEC G6: the secret of an `advance`. */
export const advancedSecret = (secretBefore: Bytes, place: Place): Bytes =>
  derive(secretBefore, labelledPlace('advance', place))

const labelledPlace = (label: string, { channelId, generation }: Place): Bytes =>
  labelled(label, idBytes(channelId), generation)
