import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { AwsClient } from 'aws4fetch'
import { type ByteRange, checkKey, type ObjectStore, type StoredObject } from './object-store.ts'
import { partsOf } from './parts.ts'
import type { S3Settings } from './s3-settings.ts'
import { allOf, textOf } from './xml.ts'

/** For so long an address is good that clients are sent to, s. */
const linkSeconds = 600
const immutable = 'private, max-age=31536000, immutable'

/** The checksum that every S3 service compares before it keeps anything (RFC 1864). */
const md5Of = (content: Buffer): string => createHash('md5').update(content).digest('base64')
const sha256Of = (content: Buffer): string => createHash('sha256').update(content).digest('hex')

const rangeHeader = (range?: ByteRange) => (range ? { range: `bytes=${range.first}-${range.last}` } : {})

const pathOf = (key: string): string => {
  checkKey(key)
  return `/${key}`
}

/** Of the whole, whatever part of it was sent. */
function sizeOf({ headers }: Response): number {
  const total = /\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1]
  return Number(total ?? headers.get('content-length'))
}

/**
 * Objects in a bucket. Nothing is seen before it is whole: small ones are put at once, larger ones in parts that are joined
 * at the end. What a process leaves behind that dies in between is for a lifecycle rule of the bucket.
 */
export function createS3ObjectStore({ endpoint, bucket, region, cdnUrl, ...keys }: S3Settings): ObjectStore {
  const client = new AwsClient({ ...keys, region, service: 's3', retries: 3 })
  const base = `${endpoint.replace(/\/$/, '')}/${bucket}`

  async function ask(path: string, init: { method: string; body?: Buffer; headers?: Record<string, string> }) {
    const { method, body = Buffer.alloc(0), headers = {} } = init
    const sums = body.length > 0 ? { 'content-md5': md5Of(body) } : {}
    const signed = { ...headers, ...sums, 'x-amz-content-sha256': sha256Of(body) }
    return client.fetch(`${base}${path}`, {
      ...{ method, headers: signed },
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    })
  }

  async function require(path: string, init: Parameters<typeof ask>[1]): Promise<Response> {
    const response = await ask(path, init)
    if (response.ok) return response
    throw new Error(`the bucket answered ${init.method} with ${response.status}: ${await response.text()}`)
  }

  async function putInParts(path: string, parts: AsyncIterable<Buffer>): Promise<number> {
    const begun = await (await require(`${path}?uploads=`, { method: 'POST' })).text()
    const upload = `uploadId=${encodeURIComponent(textOf(begun, 'UploadId'))}`
    const tags: string[] = []
    let sizeBytes = 0
    try {
      for await (const body of parts) {
        const kept = await require(`${path}?partNumber=${tags.length + 1}&${upload}`, { method: 'PUT', body })
        await kept.arrayBuffer()
        tags.push(kept.headers.get('etag') ?? '')
        sizeBytes += body.length
      }
      const list = tags.map((tag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${tag}</ETag></Part>`)
      const body = Buffer.from(`<CompleteMultipartUpload>${list.join('')}</CompleteMultipartUpload>`)
      const done = await (await require(`${path}?${upload}`, { method: 'POST', body })).text()
      // It may fail after the service has begun to answer (CompleteMultipartUpload in the S3 reference).
      if (done.includes('<Error>')) throw new Error(`the bucket did not join the parts: ${done}`)
      return sizeBytes
    } catch (error) {
      await ask(`${path}?${upload}`, { method: 'DELETE' })
      throw error
    }
  }

  return {
    async put(key, content) {
      const path = pathOf(key)
      const parts = partsOf(Buffer.isBuffer(content) ? [content] : content)
      const first = await parts.next()
      const body = first.done ? Buffer.alloc(0) : first.value
      const second = await parts.next()
      if (!second.done)
        return putInParts(
          path,
          (async function* () {
            yield* [body, second.value]
            yield* parts
          })(),
        )
      const kept = await require(path, { method: 'PUT', body })
      await kept.arrayBuffer()
      return body.length
    },

    async open(key, range) {
      const response = await ask(pathOf(key), { method: 'GET', headers: rangeHeader(range) })
      if (response.status === 404) return null
      if (!response.ok) throw new Error(`the bucket answered GET with ${response.status}: ${await response.text()}`)
      const stream = response.body ? Readable.fromWeb(response.body) : Readable.from([])
      return { sizeBytes: sizeOf(response), stream }
    },

    async remove(key) {
      const response = await ask(pathOf(key), { method: 'DELETE' })
      await response.arrayBuffer()
      if (!response.ok && response.status !== 404) throw new Error(`the bucket answered DELETE with ${response.status}`)
    },

    async *list(prefix) {
      let next: string | undefined
      do {
        const from = next === undefined ? '' : `&continuation-token=${encodeURIComponent(next)}`
        const query = `?list-type=2&prefix=${encodeURIComponent(prefix)}${from}`
        const page = await (await require(`/${query}`, { method: 'GET' })).text()
        for (const entry of allOf(page, 'Contents')) yield describe(entry)
        next = textOf(page, 'IsTruncated') === 'true' ? textOf(page, 'NextContinuationToken') : undefined
      } while (next !== undefined)
    },

    async linkTo(key) {
      const url = new URL(`${base}${pathOf(key)}`)
      url.searchParams.set('X-Amz-Expires', String(linkSeconds))
      url.searchParams.set('response-cache-control', immutable)
      const { url: signed } = await client.sign(url.href, { aws: { signQuery: true } })
      return cdnUrl === null ? signed : signed.replace(new URL(signed).origin, cdnUrl.replace(/\/$/, ''))
    },

    freeBytes: () => Promise.resolve(null),

    removeAbandoned: () => Promise.resolve(),
  }
}

const describe = (entry: string): StoredObject => ({
  key: textOf(entry, 'Key'),
  sizeBytes: Number(textOf(entry, 'Size')),
  storedAt: new Date(textOf(entry, 'LastModified')),
})
