import { Secret, TOTP } from 'otpauth'

/** RFC 6238 with what every authenticator app takes: SHA-1, six digits, 30 s. */
const form = { algorithm: 'SHA1', digits: 6, period: 30 }

/** 160 bits, as RFC 4226 §4 recommends. */
export const newTotpSecret = (): Buffer => Buffer.from(new Secret({ size: 20 }).bytes)

/** What people type when they cannot scan: base32 without padding (RFC 4648 §6). */
export const totpText = (secret: Buffer): string => secretOf(secret).base32

/** The `otpauth://` address that a QR code carries. */
export const totpUri = (secret: Buffer, { issuer, account }: { issuer: string; account: string }): string =>
  new TOTP({ ...form, issuer, label: account, secret: secretOf(secret) }).toString()

/**
 * The time step (30 s since 1970) that a code belongs to: the present one or a neighbour, since clocks differ; null
 * when it fits none. Compares in constant time. Whether that step was used before is for the caller to know.
 */
export function stepOfCode(secret: Buffer, code: string, nowMs: number): number | null {
  const delta = TOTP.validate({ ...form, token: code, secret: secretOf(secret), timestamp: nowMs, window: 1 })
  return delta === null ? null : Math.floor(nowMs / 1000 / form.period) + delta
}

const secretOf = (bytes: Buffer) => new Secret({ buffer: new Uint8Array(bytes).buffer })
