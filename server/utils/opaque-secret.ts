import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits in base64url: nobody guesses it, and it says nothing. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** What is kept of such a secret. 256 random bits need no slow hash. */
export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest()
