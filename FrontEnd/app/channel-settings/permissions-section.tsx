import type { Loadable } from '@chaos/client-core'
import type { Channel, CommunityView, Member, OverrideChange, PermissionOverride } from '@chaos/protocol'
import { useCallback, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../../components/feedback/failure-text.ts'
import { Notice } from '../../components/feedback/notice.tsx'
import { RowSkeletons } from '../../components/feedback/row-skeletons.tsx'
import { OverrideEditor } from '../../components/roles/override-editor.tsx'
import { roleName } from '../../components/roles/role-name.ts'
import settingsStyles from '../../components/settings/settings.module.css'
import { useLoaded } from '../account/use-loaded.ts'
import { LoadFailed } from '../../components/feedback/load-failed.tsx'
import { useAppState } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'
import { isBelow } from '../roles/rank.ts'
import { useRoles } from '../roles/use-roles.ts'
import { AddTarget, type Target } from './add-target.tsx'

type Props = { view: CommunityView; channel: Channel }

const keyOf = ({ target, targetId }: Pick<PermissionOverride, 'target' | 'targetId'>) => `${target}:${targetId}`

/** Everybody first, then what is set, then what somebody is about to set. */
function shownOf(
  view: CommunityView,
  set: readonly PermissionOverride[],
  added: readonly Target[],
): PermissionOverride[] {
  const everybody = view.roles.filter(({ kind }) => kind === 'member')
  const first = everybody.map((role) => ({ target: 'role' as const, targetId: role.id, name: roleName(role) }))
  const targets: Target[] = [...first, ...set, ...added]
  const unique = new Map(targets.toReversed().map((one) => [keyOf(one), one]))
  return [...unique.values()].toReversed().map(({ target, targetId, name }) => {
    const { allow, deny } = set.find((one) => keyOf(one) === keyOf({ target, targetId })) ?? { allow: [], deny: [] }
    return { target, targetId, name, allow, deny }
  })
}

/** What roles and people may in one room, other than elsewhere. */
export function PermissionsSection({ view, channel }: Props) {
  const commands = useRoles()
  const { loaded, again } = useLoaded(useCallback(() => commands.overrides(channel.id), [commands, channel.id]))
  if (loaded.status === 'loading') return <RowSkeletons rows={6} />
  if (loaded.status === 'failed') return <LoadFailed failure={loaded.failure} onRetry={again} />
  return <Overrides view={view} channel={channel} set={loaded.value} onChanged={again} />
}

const membersOf = (page: Loadable<{ items: Member[] }> | undefined): Member[] =>
  page?.status === 'ready' ? page.value.items : []

type OverridesProps = Props & { set: PermissionOverride[]; onChanged: () => void }

function Overrides({ view, channel, set, onChanged }: OverridesProps) {
  const commands = useRoles()
  const members = membersOf(useAppState((state) => state.communities.members[view.community.id]))
  const { busy, failure, run } = useMutation()
  const [added, setAdded] = useState<Target[]>([])
  const [openKey, setOpenKey] = useState<string | null>(null)
  const shown = shownOf(view, set, added)
  const open = shown.find((override) => keyOf(override) === openKey) ?? shown[0]
  const change = (override: PermissionOverride, sets: OverrideChange) => {
    const { target, targetId } = override
    run(commands.setOverride({ channelId: channel.id, target, targetId }, sets), onChanged)
  }
  const remove = ({ target, targetId }: PermissionOverride) => {
    setAdded(added.filter((one) => keyOf(one) !== keyOf({ target, targetId })))
    run(commands.removeOverride({ channelId: channel.id, target, targetId }), onChanged)
  }
  const isSet = (override: PermissionOverride) => set.some((one) => keyOf(one) === keyOf(override))
  return (
    <div className={settingsStyles.group} style={{ gap: 20 }}>
      <p className={settingsStyles.text}>{t('overrides.text')}</p>
      {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
      <AddTarget
        roles={view.roles.filter((role) => role.kind === 'custom' && isBelow(view, role))}
        members={members.filter(({ isOwner }) => !isOwner)}
        onAdd={(target) => {
          setAdded([...added, target])
          setOpenKey(keyOf(target))
        }}
      />
      {open ? (
        <OverrideEditor
          shown={shown}
          open={open}
          busy={busy}
          onOpen={(override) => setOpenKey(keyOf(override))}
          onChange={(sets) => change(open, sets)}
          onRemove={isSet(open) ? () => remove(open) : null}
        />
      ) : null}
    </div>
  )
}
