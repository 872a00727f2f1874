import { formatShortDay } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'

/** When something was last used, if ever. */
export const usedWords = (lastUsedAt: string | null): string =>
  lastUsedAt === null ? t('botTokens.neverUsed') : t('botTokens.used', { date: formatShortDay(lastUsedAt) })
