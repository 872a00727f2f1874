import { useMatch, useSearchParams } from 'react-router'
import type { View } from '../../components/shell/shell.tsx'

const views: ReadonlySet<string> = new Set(['communities', 'side', 'stage', 'people'])
const isView = (text: string | null): text is View => text !== null && views.has(text)

/** Which region a narrow screen shows: as the address says, else what the page is about. */
export function useView(): View {
  const [search] = useSearchParams()
  const community = useMatch('/communities/:communityId')
  const communitySettings = useMatch('/communities/:communityId/settings')
  const settings = useMatch('/settings')
  const administration = useMatch('/administration')
  const named = search.get('view')
  if (isView(named)) return named
  return community || communitySettings || settings || administration ? 'side' : 'stage'
}
