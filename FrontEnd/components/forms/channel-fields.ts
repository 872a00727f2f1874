import type { ApiFailure } from '@chaos/client-core'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'

export type ChannelInput = { name: string; userLimit?: number }
type Read = { input: ChannelInput | null; errors: { name?: string; limit?: string } }

/** Reads what was typed; `input` is null while something has to be put right. */
export function readChannel({ name, limit }: { name: string; limit: string }): Read {
  const errors: Read['errors'] = {}
  if (name.trim() === '') errors.name = t('channel.needName')
  const typed = limit.trim()
  const number = Number(typed)
  if (typed !== '' && !(Number.isInteger(number) && number >= 1 && number <= 500))
    errors.limit = t('channel.limitWrong')
  if (errors.name || errors.limit) return { input: null, errors }
  return { input: { name: name.trim(), ...(typed === '' ? {} : { userLimit: number }) }, errors }
}

/** A taken name is said at the name; everything else above the form. */
export function placeFailure(failure: ApiFailure | null): { atName?: string; general?: string } {
  if (!failure) return {}
  return failure.code === 'channel_name_taken' ? { atName: failureText(failure) } : { general: failureText(failure) }
}
