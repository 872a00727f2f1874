import { useAppState } from '../client-context.ts'

export const useOwnId = (): string => useAppState(({ session }) => (session.kind === 'signedIn' ? session.user.id : ''))
