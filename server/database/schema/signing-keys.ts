import { index, pgTable, text } from '../drizzle.ts'
import { bytes, createdAt, instant } from './columns.ts'

/** Ed25519 keys of access tokens. All are published; the newest whose time has come signs. */
export const signingKeys = pgTable(
  'signing_keys',
  {
    /** JWK thumbprint of the public key (RFC 7638). */
    kid: text('kid').primaryKey(),
    publicKey: bytes('public_key').notNull(),
    /** Sealed with the instance's secret. */
    sealedPrivateKey: bytes('sealed_private_key').notNull(),
    createdAt: createdAt(),
    /** It signs from here on, so that everybody has seen it published before. */
    signsFrom: instant('signs_from').notNull(),
  },
  (table) => [index('signing_keys_signs_from').on(table.signsFrom)],
)
