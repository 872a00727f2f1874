import { type Static, Type } from 'typebox'

/** A picture by its content: SHA-256 over its files, in base64url. Its addresses never change what they give. */
export const AvatarId = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', description: 'SHA-256, base64url' })
export type AvatarId = Static<typeof AvatarId>

/** null: none; initials stand in for it. */
export const Avatar = Type.Union([AvatarId, Type.Null()])

/** Edges of the squares that are kept, px. */
export const avatarSizes = ['96', '256'] as const
export const AvatarSize = Type.Enum([...avatarSizes])
export type AvatarSize = Static<typeof AvatarSize>

/** What may be uploaded. Whatever it was, it is served as WebP. */
export const avatarTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'] as const

/** Where a picture is, from the server's origin. */
export const avatarPath = (avatar: AvatarId, size: AvatarSize): string => `/api/users/avatars/${avatar}/${size}`
