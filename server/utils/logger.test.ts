import { expect, test } from 'vitest'
import { createLogger } from './logger.ts'

test('secrets never reach the log', () => {
  const lines: string[] = []
  const logger = createLogger({ level: 'info', stream: 'stderr' }, { write: (line) => void lines.push(line) })
  logger.info({ password: 'hush-1', body: { token: 'hush-2', deeper: { sdp: 'hush-3' } } })
  logger.info({ req: { headers: { authorization: 'hush-4', cookie: 'hush-5' } } })
  logger.info({ grant: { accessToken: 'hush-6', refreshToken: 'hush-7' }, cookie: 'hush-8', userName: 'shown' })
  expect(lines).toHaveLength(3)
  expect(lines.join()).not.toContain('hush')
  expect(lines.join()).toContain('shown')
})
