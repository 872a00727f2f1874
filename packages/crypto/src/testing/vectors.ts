import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const read = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../vectors/${path}`, import.meta.url)), 'utf8')

type SframeCase = {
  cipher_suite: number
  kid: string
  ctr: string
  base_key: string
  sframe_salt: string
  metadata: string
  nonce: string
  aad: string
  pt: string
  ct: string
}
type AeadCase = { cipher_suite: number; key: string; nonce: string; aad: string; pt: string; ct: string }

export type SframeVectors = {
  header: { kid: string; ctr: string; encoded: string }[]
  aes_ctr_hmac: AeadCase[]
  aes_256_ctr_hmac: AeadCase[]
  sframe: SframeCase[]
}

/** `kid` and `ctr` are quoted first: JSON.parse would round those above 2^53. */
export const sframeVectors = (): SframeVectors =>
  JSON.parse(read('sframe.json').replace(/"(kid|ctr)": (\d+)/g, '"$1": "$2"')) as SframeVectors

/** The caller names the shape; the files are our own. */
export const mlsVectors = <Case>(name: string): Case[] => JSON.parse(read(`mls/${name}.json`)) as Case[]

export const fromHex = (hex: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(hex, 'hex'))
export const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
