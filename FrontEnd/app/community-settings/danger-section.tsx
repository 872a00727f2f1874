import { useMemo, useState } from 'react'
import { useNavigate } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import {
  DeleteSettings,
  HandOverSettings,
  type Heir,
  LeaveSettings,
} from '../../components/community-settings/danger-settings.tsx'
import { ConfirmDialog } from '../../components/forms/confirm-dialog.tsx'
import { TypedConfirmDialog } from '../../components/forms/typed-confirm-dialog.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'
import { isInCall } from '../selectors.ts'
import type { SectionProps } from './section.ts'
import { useCommunityCare } from './use-community-care.ts'

type Open = { kind: 'leave' } | { kind: 'delete' } | { kind: 'handOver'; heir: Heir }

export function DangerSection({ view: { community, member } }: SectionProps) {
  const members = useAppState((state) => state.communities.members[community.id])
  const [open, setOpen] = useState<Open | null>(null)
  const [done, setDone] = useState('')
  const heirs = useMemo(() => {
    const items = members?.status === 'ready' ? members.value.items : []
    return items.filter(({ userId, isBot }) => userId !== member.userId && !isBot)
  }, [members, member.userId])
  const close = () => setOpen(null)
  return (
    <>
      <LeaveSettings isOwner={member.isOwner} onLeave={() => setOpen({ kind: 'leave' })} />
      {member.isOwner ? (
        <>
          <HandOverSettings heirs={heirs} onHandOver={(heir) => setOpen({ kind: 'handOver', heir })} />
          <DeleteSettings onDelete={() => setOpen({ kind: 'delete' })} />
        </>
      ) : null}
      <p role="status" style={{ margin: 0 }}>
        {done}
      </p>
      {open?.kind === 'leave' ? <Leave {...community} onClose={close} /> : null}
      {open?.kind === 'delete' ? <Delete {...community} onClose={close} /> : null}
      {open?.kind === 'handOver' ? (
        <HandOver
          id={community.id}
          heir={open.heir}
          onClose={close}
          onDone={() => {
            close()
            setDone(t('communitySettings.handedOver', { name: open.heir.displayName }))
          }}
        />
      ) : null}
    </>
  )
}

type OneProps = { id: string; name: string; onClose: () => void }

/** Ends a call there first: nobody talks in a place that they have left. */
function useGoing(communityId: string) {
  const { voice } = useClient()
  const navigate = useNavigate()
  const talksHere = useAppState(({ call }) => isInCall(call) && call.communityId === communityId)
  return () => {
    if (talksHere) void voice.leave()
    void navigate('/', { replace: true })
  }
}

function Leave({ id, name, onClose }: OneProps) {
  const care = useCommunityCare(id)
  const gone = useGoing(id)
  const { busy, failure, run } = useMutation()
  return (
    <ConfirmDialog
      title={t('communitySettings.leaveConfirm', { name })}
      text={t('communitySettings.leaveText')}
      confirmLabel={t('communitySettings.leaveAction')}
      busy={busy}
      failure={failure}
      onClose={onClose}
      onConfirm={() => run(care.leave(), gone)}
    />
  )
}

function Delete({ id, name, onClose }: OneProps) {
  const care = useCommunityCare(id)
  const gone = useGoing(id)
  const { busy, failure, run } = useMutation()
  return (
    <TypedConfirmDialog
      title={t('communitySettings.deleteConfirm', { name })}
      text={t('communitySettings.deleteTyped', { name })}
      label={t('communitySettings.name')}
      confirmLabel={t('communitySettings.delete')}
      mismatch="name_mismatch"
      isName={(typed) => typed === name}
      busy={busy}
      failure={failure}
      onClose={onClose}
      onConfirm={(typed) => run(care.remove(typed), gone)}
    />
  )
}

function HandOver({ id, heir, onClose, onDone }: { id: string; heir: Heir; onClose: () => void; onDone: () => void }) {
  const care = useCommunityCare(id)
  const { busy, failure, run } = useMutation()
  return (
    <ConfirmDialog
      title={t('communitySettings.handOverConfirm', { name: heir.displayName })}
      text={t('communitySettings.handOverText')}
      confirmLabel={t('communitySettings.handOverAction')}
      busy={busy}
      failure={failure?.code === 'cancelled' ? null : failure}
      onClose={onClose}
      onConfirm={() => run(care.handOver(heir.userId), onDone)}
    />
  )
}
