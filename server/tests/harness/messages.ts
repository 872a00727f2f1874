import { randomBytes } from 'node:crypto'
import { Message, type MessageBody, type MessageDraft } from '@chaos/protocol'
import { newId } from '../../utils/ids.ts'
import { type Reply, type SignedInClient, succeeded } from './test-client.ts'

const tus = { 'tus-resumable': '1.0.0' }
export const messagesPath = '/api/messages'
const uploadsPath = `${messagesPath}/uploads`
const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** An envelope as the server sees one: it can read nothing in it but whose it is. */
export const sealedBody = (
  { user }: SignedInClient,
  { channelId, id }: { channelId: string; id: string },
): MessageBody => ({
  kind: 'sealed',
  envelope: {
    ...{ channelId, generation: 1, senderId: user.id, senderDeviceId: newId(), messageId: id },
    commitment: randomBytes(32).toString('base64url'),
    sealed: randomBytes(284).toString('base64url'),
  },
})

export const sealedDraft = (
  client: SignedInClient,
  channelId: string,
  more: Partial<MessageDraft> = {},
): MessageDraft => {
  const id = more.id ?? newId()
  return { id, channelId, body: sealedBody(client, { channelId, id }), ...more }
}

export const post = (client: SignedInClient, draft: MessageDraft): Promise<Reply> => client.post(messagesPath, draft)
export const posted = async (client: SignedInClient, draft: MessageDraft): Promise<Message> =>
  succeeded(Message, await post(client, draft))

type Start = { objectId: string; channelId: string; length?: number }

/** Speaks tus as far as a test wants to see it. */
export const uploadsOf = (client: SignedInClient) => ({
  begin: ({ objectId, channelId, length }: Start) =>
    client.call('POST', uploadsPath, {
      headers: {
        ...tus,
        ...(length === undefined ? { 'upload-defer-length': '1' } : { 'upload-length': String(length) }),
        'upload-metadata': `objectId ${base64(objectId)},channelId ${base64(channelId)}`,
      },
    }),
  append: (objectId: string, offset: number, part: Buffer, length?: number): Promise<Response> =>
    fetch(new URL(`${uploadsPath}/${objectId}`, client.url), {
      method: 'PATCH',
      headers: {
        ...tus,
        authorization: `Bearer ${client.token}`,
        'content-type': 'application/offset+octet-stream',
        'upload-offset': String(offset),
        ...(length === undefined ? {} : { 'upload-length': String(length) }),
      },
      body: new Uint8Array(part),
    }),
  state: (objectId: string) => client.call('HEAD', `${uploadsPath}/${objectId}`, { headers: tus }),
  cancel: (objectId: string) => client.call('DELETE', `${uploadsPath}/${objectId}`, { headers: tus }),
})

/** A recording that has arrived. Returns its id. */
export async function uploaded(client: SignedInClient, channelId: string, content: Buffer): Promise<string> {
  const objectId = newId()
  const uploads = uploadsOf(client)
  const begun = await uploads.begin({ objectId, channelId, length: content.length })
  if (begun.status !== 201) throw new Error(`refused with ${begun.status}: ${JSON.stringify(begun.body)}`)
  const { status } = await uploads.append(objectId, 0, content)
  if (status !== 204) throw new Error(`refused with ${status}`)
  return objectId
}

export const fetchAudio = (client: SignedInClient, messageId: string, headers: Record<string, string> = {}) =>
  fetch(new URL(`${messagesPath}/${messageId}/audio`, client.url), {
    headers: { authorization: `Bearer ${client.token}`, ...headers },
  })
