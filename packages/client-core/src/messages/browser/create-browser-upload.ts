import { type ErrorCode, errorCodes, Problem } from '@chaos/protocol'
import { DetailedError, Upload as TusUpload } from 'tus-js-client'
import { matches, parseJson } from '../../api/check.ts'
import { uploadsPath } from '../message-api.ts'
import type { Upload, UploadOutcome } from '../upload-parts.ts'

/** Pauses between tries of one step; the outbox tries the whole again later. */
const retryDelays = [500, 2_000]
const stepBytes = 1_048_576

/**
 * Uploads by the tus protocol. One that began before a crash is begun again under the same id, which changes nothing; the first
 * step then meets what has arrived, and the next try goes on from there. `accessToken` is asked before each step, since
 * a long upload outlives a token.
 */
export const createBrowserUpload =
  (baseUrl: string, accessToken: () => Promise<string | null>): Upload =>
  (job) =>
    new Promise((resolve) => {
      if (!(job.file instanceof Blob)) return resolve({ kind: 'refused', code: null })
      const upload = new TusUpload(job.file, {
        endpoint: baseUrl + uploadsPath,
        metadata: { objectId: job.objectId, channelId: job.channelId },
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

/** No reply, a stale token, another place to go on from, somebody else at it, too much at once. */
const passing = new Set([0, 401, 409, 423, 429])
const mayPass = (status: number): boolean => passing.has(status) || status >= 500

function outcomeOf(error: Error): UploadOutcome {
  const response = error instanceof DetailedError ? error.originalResponse : null
  if (!response || mayPass(response.getStatus())) return { kind: 'unreachable' }
  const problem = parseJson(response.getBody())
  return { kind: 'refused', code: matches(Problem, problem) ? knownCode(problem.code) : null }
}

const knownCode = (code: string): ErrorCode | null => errorCodes.find((known) => known === code) ?? null
