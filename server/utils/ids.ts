import { v7 } from 'uuid'

/** A new UUIDv7 (RFC 9562 §5.7), lower case; later ones sort after earlier ones of this process. */
export const newId = (): string => v7()
