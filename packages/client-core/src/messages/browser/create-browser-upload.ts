import { type ErrorCode, errorCodes, Problem } from '@chaos/protocol'
import { DetailedError, Upload as TusUpload } from 'tus-js-client'
import { matches, parseJson } from '../../api/check.ts'
import { uploadsPath } from '../message-api.ts'
import type { Upload, UploadJob, UploadOutcome } from '../upload-parts.ts'

/** Pauses between tries of one step; the outbox tries the whole again later. */
const retryDelays = [500, 2_000]
const stepBytes = 1_048_576

/** Uploads by the tus protocol; `accessToken` is asked before each step, since a long upload outlives a token. */
export const createBrowserUpload =
  (baseUrl: string, accessToken: () => Promise<string | null>): Upload =>
  (job) =>
    new Promise((resolve) => {
      if (!(job.file instanceof Blob)) return resolve({ kind: 'refused', code: null })
      const upload = new TusUpload(job.file, {
        ...addressOf(baseUrl, job),
        retryDelays,
        chunkSize: stepBytes,
        storeFingerprintForResuming: false,
        onBeforeRequest: async (request) => {
          const token = await accessToken()
          if (token) request.setHeader('authorization', `Bearer ${token}`)
        },
        onShouldRetry: (error) => outcomeOf(error).kind === 'unreachable',
        onProgress: (sentBytes) => job.onProgress(sentBytes),
        onError: (error) => resolve(outcomeOf(error)),
        onSuccess: () => resolve({ kind: 'sent' }),
      })
      upload.start()
    })

/** The address is known before: whoever goes on after a crash asks there first, and begins where nothing is yet. */
const addressOf = (baseUrl: string, { objectId, channelId }: UploadJob) => ({
  endpoint: baseUrl + uploadsPath,
  uploadUrl: `${baseUrl}${uploadsPath}/${objectId}`,
  metadata: { objectId, channelId },
})

function outcomeOf(error: Error): UploadOutcome {
  const response = error instanceof DetailedError ? error.originalResponse : null
  const status = response?.getStatus() ?? 0
  const helps = status === 0 || status >= 500 || status === 429 || status === 409 || status === 423 || status === 401
  if (helps) return { kind: 'unreachable' }
  const problem = parseJson(response?.getBody() ?? '')
  return { kind: 'refused', code: matches(Problem, problem) ? knownCode(problem.code) : null }
}

const knownCode = (code: string): ErrorCode | null => errorCodes.find((known) => known === code) ?? null
