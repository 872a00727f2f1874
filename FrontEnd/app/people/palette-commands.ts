import type { Client, RootState } from '@chaos/client-core'
import { t } from '../../assets/messages/t.ts'
import { chosenStatuses, statusWords } from '../../components/people/status-words.ts'
import type { Command, Go } from '../shell/palette-command.ts'

/** Friends lead to the room they talk in, else to the list of friends. */
export function friendCommands({ people, rosters }: RootState, go: Go): Command[] {
  return Object.values(people.relationships)
    .filter(({ kind }) => kind === 'friend')
    .map(({ user }) => {
      const room = Object.entries(rosters).find(([, { occupants }]) =>
        occupants.some(({ userId }) => userId === user.id),
      )
      const address = room ? `/communities/${room[1].communityId}/channels/${room[0]}` : '/?people=all'
      return { id: user.id, kind: 'person', label: user.displayName, hint: user.userName, run: () => go(address) }
    })
}

/** Every status but the one that holds. */
export function statusCommands({ people: { own } }: RootState, people: Client['people']): Command[] {
  if (!own) return []
  return chosenStatuses
    .filter((chosen) => chosen !== own.chosen)
    .map((chosen) => ({
      id: `status-${chosen}`,
      kind: 'action',
      label: t('status.choose', { status: statusWords(chosen) }),
      hint: '',
      run: () => void people.choose({ ...own, chosen }),
    }))
}
