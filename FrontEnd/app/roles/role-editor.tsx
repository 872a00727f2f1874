import type { CommunityRoleChange, CommunityView, Role } from '@chaos/protocol'
import Button from '@mui/material/Button'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { Notice } from '../../components/feedback/notice.tsx'
import { ConfirmDialog } from '../../components/forms/confirm-dialog.tsx'
import { RoleForm } from '../../components/roles/role-form.tsx'
import { useMutation } from '../community/use-mutation.ts'
import { isBelow } from './rank.ts'
import { useRoles } from './use-roles.ts'

type Props = { view: CommunityView; role: Role; onGone: () => void }

/** One role, with all that can be done to it. */
export function RoleEditor({ view, role, onGone }: Props) {
  const commands = useRoles()
  const { busy, failure, run } = useMutation()
  const [saved, setSaved] = useState(false)
  const [deleting, setDeleting] = useState(false)
  const key = { communityId: view.community.id, roleId: role.id }
  if (role.kind === 'owner') return <Notice tone="info" title={t('roles.ownerText')} />
  const readOnly = !isBelow(view, role)
  const save = (change: CommunityRoleChange) => {
    setSaved(false)
    run(commands.change(key, change), () => setSaved(true))
  }
  return (
    <>
      <RoleForm
        role={role}
        readOnly={readOnly}
        own={view.permissions}
        busy={busy}
        saved={saved}
        failure={deleting ? null : failure}
        onSave={save}
      >
        <LookButton {...key} />
        {role.kind === 'custom' ? (
          <Button color="error" disabled={readOnly} onClick={() => setDeleting(true)}>
            {t('roles.delete')}
          </Button>
        ) : null}
      </RoleForm>
      {deleting ? (
        <ConfirmDialog
          title={t('roles.deleteTitle', { name: role.name })}
          text={t('roles.deleteText')}
          confirmLabel={t('roles.delete')}
          busy={busy}
          failure={failure}
          onClose={() => setDeleting(false)}
          onConfirm={() => run(commands.remove(key), onGone)}
        />
      ) : null}
    </>
  )
}

function LookButton({ communityId, roleId }: { communityId: string; roleId: string }) {
  const commands = useRoles()
  const navigate = useNavigate()
  const { busy, run } = useMutation()
  const look = () => run(commands.lookAs({ communityId, roleId }), () => void navigate(`/communities/${communityId}`))
  return (
    <Button variant="outlined" loading={busy} onClick={look}>
      {t('roles.look')}
    </Button>
  )
}
