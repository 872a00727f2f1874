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

/** https://KEY:SECRET@host/bucket?region=name. Throws {@link ConfigError}. */
export function readBucket(url: string | undefined, cdnUrl: string | undefined): Bucket | null {
  if (!url) return null
  const parsed = isWeb(url) ? new URL(url) : null
  const bucket = /^\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/?$/.exec(parsed?.pathname ?? '')?.[1]
  if (!parsed?.username || !parsed.password || !bucket)
    throw new ConfigError('The secret S3_URL is wrong: it must look like https://KEY:SECRET@host/bucket?region=name.')
  if (cdnUrl && !isWeb(cdnUrl)) throw new ConfigError('The setting S3_CDN_URL is wrong: it must be a web address.')
  return {
    ...{ endpoint: parsed.origin, bucket, region: parsed.searchParams.get('region') ?? 'us-east-1' },
    accessKeyId: decodeURIComponent(parsed.username),
    secretAccessKey: decodeURIComponent(parsed.password),
    cdnUrl: cdnUrl || null,
  }
}
