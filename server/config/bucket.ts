import { ConfigError } from './config-error.ts'

export type Bucket = {
  endpoint: string
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
  cdnUrl: string | null
}

const isWeb = (text: string): boolean => URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol)

const nameShape = /^\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/?$/

/** https://KEY:SECRET@host/bucket?region=name, in S3_URL. Throws {@link ConfigError}. */
export function readBucket({ S3_URL: url = '', S3_CDN_URL: cdn = '' }: NodeJS.ProcessEnv): Bucket | null {
  if (url.trim() === '') return null
  const cdnUrl = cdn.trim() || null
  if (cdnUrl !== null && !isWeb(cdnUrl))
    throw new ConfigError('The setting S3_CDN_URL is wrong: it must be a web address.')
  return { ...readService(url.trim()), cdnUrl }
}

function readService(url: string): Omit<Bucket, 'cdnUrl'> {
  const { origin, pathname, username, password, searchParams } = new URL(isWeb(url) ? url : 'http://localhost')
  const bucket = nameShape.exec(pathname)?.[1]
  if (!bucket || username === '' || password === '')
    throw new ConfigError('The secret S3_URL is wrong: it must look like https://KEY:SECRET@host/bucket?region=name.')
  const region = searchParams.get('region') ?? 'us-east-1'
  const [accessKeyId, secretAccessKey] = [decodeURIComponent(username), decodeURIComponent(password)]
  return { endpoint: origin, bucket, region, accessKeyId, secretAccessKey }
}

/** The origin that recordings come from; null: from this server. */
export const filesFrom = (bucket: Bucket | null): string | null =>
  bucket && new URL(bucket.cdnUrl ?? bucket.endpoint).origin
