import { useMatch } from 'react-router'
import { KeysBanner } from '../../components/keys/keys-banner.tsx'
import { useAppState } from '../client-context.ts'

/** Not on the page that says it at length. */
export function KeysBannerContainer() {
  const status = useAppState((state) => state.keys.status)
  const isThere = useMatch('/settings/keys') !== null
  if (isThere || (status !== 'newDevice' && status !== 'changed')) return null
  return <KeysBanner changed={status === 'changed'} />
}
