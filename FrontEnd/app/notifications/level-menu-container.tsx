import { LevelMenu } from '../../components/notifications/level-menu.tsx'
import { useAppState, useClient } from '../client-context.ts'

type Props = { placeId: string; name: string; inherits: boolean; anchor: HTMLElement; onClose: () => void }

export function LevelMenuContainer({ placeId, ...props }: Props) {
  const { notifications } = useClient()
  const chosen = useAppState((state) => state.notifications.levels[placeId])
  const { level, mutedUntil } = chosen ?? { level: null, mutedUntil: null }
  return (
    <LevelMenu
      {...props}
      chosen={{ level, mutedUntil }}
      onChange={(change) => void notifications.setLevel(placeId, change)}
    />
  )
}
