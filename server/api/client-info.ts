import type { FastifyRequest } from 'fastify'
import type { ClientInfo } from '../auth/client-info.ts'
import { hashSecret } from '../utils/opaque-secret.ts'

const longestUserAgent = 512

export const clientInfo = ({ ip, headers, clientSecret }: FastifyRequest): ClientInfo => ({
  // An IPv4 address as a socket of both families shows it.
  ip: ip.replace(/^::ffff:(?=\d+\.)/i, ''),
  userAgent: (headers['user-agent'] ?? '').slice(0, longestUserAgent),
  ...(clientSecret && { secretHash: hashSecret(clientSecret) }),
})
