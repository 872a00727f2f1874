import type { Member } from '@chaos/protocol'
import { failureText } from '../../components/feedback/failure-text.ts'
import { Notice } from '../../components/feedback/notice.tsx'
import { MemberRoles } from '../../components/roles/member-roles.tsx'
import { useAppState } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'
import { isBelow, mayGive } from './rank.ts'
import { useRoles } from './use-roles.ts'

type Props = { communityId: string; userId: string }

const nameOf = ({ nickname, displayName }: Member): string => nickname ?? displayName

/** The roles of somebody in a community; whoever may, gives and takes them here. */
export function MemberRolesContainer({ communityId, userId }: Props) {
  const commands = useRoles()
  const view = useAppState((state) => state.communities.views[communityId])
  const members = useAppState((state) => state.communities.members[communityId])
  const { busy, failure, run } = useMutation()
  const member = members?.status === 'ready' ? members.value.items.find((one) => one.userId === userId) : undefined
  if (view?.status !== 'ready' || !member) return null
  const { value } = view
  const custom = value.roles.filter(({ kind }) => kind === 'custom')
  const mayManage = value.permissions.includes('manage_roles')
  const key = (roleId: string) => ({ communityId, userId, roleId })
  return (
    <>
      {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
      <MemberRoles
        name={nameOf(member)}
        held={custom.filter(({ id }) => member.roleIds.includes(id))}
        giveable={mayManage ? custom.filter((role) => !member.roleIds.includes(role.id) && mayGive(value, role)) : []}
        mayTake={(role) => mayManage && isBelow(value, role)}
        busy={busy}
        onGive={(roleId) => run(commands.give(key(roleId)), () => {})}
        onTake={(roleId) => run(commands.take(key(roleId)), () => {})}
      />
    </>
  )
}
