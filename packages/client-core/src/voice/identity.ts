import type { ParticipantId, UserId } from '@chaos/protocol'

/** What a leaf of the call's group says of its owner: account and stay. */
export type LeafIdentity = { userId: UserId; participantId: ParticipantId }

export const formatIdentity = ({ userId, participantId }: LeafIdentity): string => `${userId}/${participantId}`

/** Whom a leaf speaks for; undefined when it does not say so in our form. */
export function ownerOf(identity: string): LeafIdentity | undefined {
  const [userId, participantId, ...rest] = identity.split('/')
  return userId && participantId && rest.length === 0 ? { userId, participantId } : undefined
}

export const participantOf = (identity: string): ParticipantId | undefined => ownerOf(identity)?.participantId
