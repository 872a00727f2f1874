import { tusVersion, UploadMetadata } from '@chaos/protocol'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Value } from 'typebox/value'
import type { UploadState } from '../messages/recordings/uploads.ts'
import { BadRequestError, DomainError } from '../utils/domain-error.ts'

class TusVersionError extends DomainError {
  override readonly code = 'unsupported_version'
}

/** An upload that nobody goes on with for so long is given up, ms. */
const expiresAfterMs = 86_400_000

/** A number in a header; null: it is not there. Throws {@link BadRequestError} for anything else. */
export function numberOf({ headers }: FastifyRequest, name: 'upload-length' | 'upload-offset'): number | null {
  const text = headers[name]
  if (text === undefined) return null
  if (typeof text !== 'string' || !/^\d{1,15}$/.test(text)) throw new BadRequestError(`${name} is no number`)
  return Number(text)
}

/** Keys and values in base64, with commas between the pairs. Throws {@link BadRequestError} for what is none of ours. */
export function metadataOf({ headers }: FastifyRequest): UploadMetadata {
  const text = String(headers['upload-metadata'] ?? '')
  const pairs = text.split(',').map((pair) => pair.trim().split(' '))
  const named = Object.fromEntries(
    pairs.map(([key = '', value = '']) => [key, Buffer.from(value, 'base64').toString()] as const),
  )
  const { objectId, channelId } = named
  const metadata = { objectId, channelId }
  if (!Value.Check(UploadMetadata, metadata))
    throw new BadRequestError('Upload-Metadata has to name an objectId and a channelId')
  return metadata
}

/** Throws {@link TusVersionError} for a client that speaks another version. */
export async function requireTus(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.header('tus-resumable', tusVersion).header('cache-control', 'no-store')
  if (request.headers['tus-resumable'] === tusVersion) return
  reply.header('tus-version', tusVersion)
  throw new TusVersionError(`uploads speak tus ${tusVersion}`)
}

/** Where an upload stands. */
export function tellState(reply: FastifyReply, { offset, length, touchedAt }: UploadState): FastifyReply {
  reply.header('upload-offset', offset)
  if (length === null) reply.header('upload-defer-length', 1)
  else reply.header('upload-length', length)
  if (offset !== length) reply.header('upload-expires', new Date(touchedAt.getTime() + expiresAfterMs).toUTCString())
  return reply
}
