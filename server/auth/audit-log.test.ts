import { expect, test } from 'vitest'
import type { AuditDraft } from '../database/stores/audit-store.ts'
import { createAuditLog } from './audit-log.ts'

const draft = (ip: string): AuditDraft => ({ action: 'sign_in.failed', ip })

test('what comes while one batch is written goes into the next, in order', async () => {
  const batches: string[][] = []
  const log = createAuditLog({
    async append(drafts) {
      batches.push(drafts.map(({ ip = '' }) => ip))
      await new Promise((resolve) => setTimeout(resolve, 5))
    },
  })
  await Promise.all(['a', 'b', 'c'].map((ip) => log.record(draft(ip))))
  await log.record(draft('d'))
  expect(batches).toEqual([['a'], ['b', 'c'], ['d']])
})

test('a failed write is told to those who waited for it, and the next one is tried', async () => {
  let broken = true
  const log = createAuditLog({
    append: () => (broken ? Promise.reject(new Error('no disk')) : Promise.resolve()),
  })
  await expect(log.record(draft('a'))).rejects.toThrow('no disk')
  broken = false
  await log.record(draft('b'))
})
