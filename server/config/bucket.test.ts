import { expect, it } from 'vitest'
import { readBucket } from './bucket.ts'

it('reads a bucket and its keys from an address', () => {
  expect(readBucket({})).toBeNull()
  const url = ' https://key:a%2Fb@s3.example.org:9000/my-bucket?region=eu-1 '
  expect(readBucket({ S3_URL: url, S3_CDN_URL: 'https://cdn.example.org' })).toEqual({
    endpoint: 'https://s3.example.org:9000',
    bucket: 'my-bucket',
    region: 'eu-1',
    accessKeyId: 'key',
    secretAccessKey: 'a/b',
    cdnUrl: 'https://cdn.example.org',
  })
  expect(readBucket({ S3_URL: 'http://k:s@127.0.0.1/box' })).toMatchObject({ region: 'us-east-1', cdnUrl: null })
})

it.each([
  'x',
  'ftp://k:s@host/bucket',
  'https://host/bucket',
  'https://k@host/bucket',
  'https://k:s@host/',
  'https://k:s@host/A',
])('refuses %s with a sentence that names the key', (url) => {
  expect(() => readBucket({ S3_URL: url })).toThrow('S3_URL is wrong')
})

it('refuses a CDN that is no address', () => {
  expect(() => readBucket({ S3_URL: 'https://k:s@host/bucket', S3_CDN_URL: 'cdn' })).toThrow('S3_CDN_URL is wrong')
})
