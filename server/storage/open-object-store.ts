import { createFileObjectStore } from './file-object-store.ts'
import type { ObjectStore } from './object-store.ts'
import type { S3Settings } from './s3-settings.ts'

/** Objects in the bucket that is named, or else in a folder. What speaks to buckets is loaded only where there is one. */
export async function openObjectStore(folder: string, bucket: S3Settings | null): Promise<ObjectStore> {
  if (bucket === null) return createFileObjectStore(folder)
  const { createS3ObjectStore } = await import('./s3-object-store.ts')
  return createS3ObjectStore(bucket)
}
