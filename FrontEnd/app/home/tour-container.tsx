import { Tour } from '../../components/home/tour.tsx'
import { useAppState, useClient } from '../client-context.ts'

/** Once for each account, on whatever device. */
export function TourContainer() {
  const { preferences } = useClient()
  const seen = useAppState((state) => state.preferences.tourSeen)
  return seen ? null : <Tour onDone={() => preferences.change({ tourSeen: true })} />
}
