import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits in base64url. */
export const newRefreshToken = (): string => randomBytes(32).toString('base64url')

/** What is stored. A random 256-bit secret needs no slow hash. */
export const hashRefreshToken = (token: string): Buffer => createHash('sha256').update(token).digest()
