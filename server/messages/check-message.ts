import type { MessageBody, MessageDraft, ReactionBody } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import { BadRequestError, ForbiddenError } from '../utils/domain-error.ts'
import type { MessagePlace } from './places.ts'

type Place = Pick<MessagePlace, 'channelId' | 'encryption'>

/**
 * What is sealed says outside whose it is and where it belongs; the server holds it to that and reads no more. Throws
 * {@link BadRequestError} for what belongs elsewhere, and for a body that the channel's encryption does not take.
 */
export function requireOwnBody(
  viewer: Viewer,
  place: Place,
  { body, id }: { body: MessageBody | ReactionBody; id?: string },
): void {
  const wanted = place.encryption === 'e2ee' ? 'sealed' : 'open'
  if (body.kind !== wanted) throw new BadRequestError(`this channel is ${place.encryption}: what it takes is ${wanted}`)
  if (body.kind === 'open') return
  const { channelId, senderId, messageId } = body.envelope
  const isOwn = channelId === place.channelId && senderId === viewer.userId
  if (!isOwn || (id !== undefined && messageId !== id)) throw new BadRequestError('the envelope belongs elsewhere')
}

/** An open message says something, and holds no key: there is nothing that one could open. */
function requireOpenContent(body: MessageBody, hasAudio: boolean): void {
  if (body.kind === 'sealed') return
  const { text = '', audio } = body.content
  if (!hasAudio && (text.trim() === '' || audio)) throw new BadRequestError('a text message is a text')
  if (audio?.key !== undefined) throw new BadRequestError('a recording in an open channel has no key')
}

/** The same for a new message or another text of one. Throws {@link BadRequestError}. */
export function requireSoundBody(
  viewer: Viewer,
  place: Place,
  { id, body, hasAudio }: { id: string; body: MessageBody; hasAudio: boolean },
): void {
  requireOwnBody(viewer, place, { body, id })
  requireOpenContent(body, hasAudio)
}

/** Throws {@link ForbiddenError}. */
export function requireMayMention({ permissions }: MessagePlace, { mentions }: Pick<MessageDraft, 'mentions'>): void {
  if (mentions?.everyone && !permissions.has('mention_everyone'))
    throw new ForbiddenError('this needs the permission mention_everyone')
}
