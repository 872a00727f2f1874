import { t } from '../../assets/messages/t.ts'
import { useAppState } from '../client-context.ts'

/** What the server is called; the product's name until that is known. */
export const useServerName = (): string => useAppState(({ server }) => server?.serverName ?? t('app.name'))
