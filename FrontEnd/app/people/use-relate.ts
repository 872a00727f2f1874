import type { ApiFailure, Client, Outcome } from '@chaos/client-core'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../../components/feedback/failure-text.ts'
import { useClient } from '../client-context.ts'

/** What one can do about somebody without further words. */
export type Relating = Exclude<keyof Client['people'], 'load' | 'request' | 'choose' | 'profile' | 'watch'>

/** A limit is one of people here, not of a community. */
export const relationFailure = (failure: ApiFailure): string =>
  failure.code === 'limit_reached' ? t('friends.limit') : failureText(failure)

/** Changes what somebody is to the viewer, one at a time. */
export function useRelate() {
  const { people } = useClient()
  const [busyId, setBusyId] = useState<string | null>(null)
  const [failure, setFailure] = useState<ApiFailure | null>(null)

  async function run(userId: string, change: Promise<Outcome<unknown>>): Promise<boolean> {
    setBusyId(userId)
    setFailure(null)
    const outcome = await change
    setBusyId(null)
    if (!outcome.ok) setFailure(outcome.failure)
    return outcome.ok
  }
  return {
    busyId,
    failure,
    request: (userId: string) => run(userId, people.request({ userId })),
    relate: (how: Relating, userId: string) => run(userId, people[how](userId)),
  }
}
