import type { CommunityView, Role } from '@chaos/protocol'
import AddIcon from '@mui/icons-material/AddRounded'
import Button from '@mui/material/Button'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { EmptyState } from '../../components/feedback/empty-state.tsx'
import { failureText } from '../../components/feedback/failure-text.ts'
import { Notice } from '../../components/feedback/notice.tsx'
import { RoleList } from '../../components/roles/role-list.tsx'
import settingsStyles from '../../components/settings/settings.module.css'
import { useMutation } from '../community/use-mutation.ts'
import { isBelow } from './rank.ts'
import { RoleEditor } from './role-editor.tsx'
import { useRoleOrder } from './use-role-order.ts'
import { useRoles } from './use-roles.ts'

type Props = { view: CommunityView }

/** A part of the community's settings: its roles, their order, and what each is. */
export function RolesSection({ view }: Props) {
  const commands = useRoles()
  const order = useRoleOrder(view)
  const { busy, failure, run } = useMutation()
  const [openId, setOpenId] = useState<string | null>(null)
  if (!view.permissions.includes('manage_roles'))
    return <EmptyState title={t('roles.forbidden')} text={t('roles.forbiddenText')} />
  const open = view.roles.find(({ id }) => id === openId)
  const create = () =>
    run(commands.create(view.community.id, { name: t('roles.newName') }), ({ id }: Role) => setOpenId(id))
  const isOnlyBuiltIn = view.roles.every(({ kind }) => kind !== 'custom')
  return (
    <div className={settingsStyles.group} style={{ gap: 20 }}>
      <p className={settingsStyles.text}>{t('roles.text')}</p>
      {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
      <div className={settingsStyles.line}>
        <Button variant="contained" startIcon={<AddIcon />} loading={busy} onClick={create}>
          {t('roles.create')}
        </Button>
      </div>
      {isOnlyBuiltIn ? (
        <Notice tone="info" title={t('roles.none')}>
          {t('roles.noneText')}
        </Notice>
      ) : null}
      <RoleList
        roles={view.roles}
        openId={openId}
        mayMove={(role) => isBelow(view, role)}
        onOpen={(id) => setOpenId(id === openId ? null : id)}
        onStep={order.step}
        onDrop={order.drop}
      />
      <div className="visually-hidden" role="status">
        {order.words}
      </div>
      {open ? <RoleEditor key={open.id} view={view} role={open} onGone={() => setOpenId(null)} /> : null}
    </div>
  )
}
