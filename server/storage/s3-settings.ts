/** A bucket, and who may use it. */
export type S3Settings = {
  /** Of the service, without a path. */
  endpoint: string
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
  /** Where clients fetch from instead: passes paths, queries and the service's own `Host` on. null: from the service. */
  cdnUrl: string | null
}
