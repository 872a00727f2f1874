import { useState } from 'react'
import type { KeyDeviceView } from '@chaos/protocol'
import { t } from '../../assets/messages/t.ts'
import { PasskeyNameDialog } from '../../components/account/passkey-name-dialog.tsx'
import { RowSkeletons } from '../../components/feedback/row-skeletons.tsx'
import { KeyDeviceList, nameOfDevice } from '../../components/keys/key-device-list.tsx'
import { KeyState } from '../../components/keys/key-state.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { ConfirmChange } from '../community/confirm-change.tsx'
import { useMutation } from '../community/use-mutation.ts'
import { NewDevice } from './new-device.tsx'
import { Recovery } from './recovery.tsx'

type Open = { kind: 'rename' | 'revoke'; device: KeyDeviceView }

export function KeysSection() {
  const { keys } = useClient()
  const { status, problem } = useAppState((state) => state.keys)
  return (
    <>
      <KeyState status={status} problem={problem} onRetry={() => void keys.refresh()} />
      {status === 'newDevice' || status === 'changed' ? <NewDevice /> : null}
      {status === 'ready' || status === 'waiting' ? (
        <>
          <Devices />
          <Recovery />
        </>
      ) : null}
    </>
  )
}

function Devices() {
  const { keys } = useClient()
  const { devices, deviceId } = useAppState((state) => state.keys)
  const { busy, failure, run } = useMutation()
  const [open, setOpen] = useState<Open | null>(null)
  const close = () => setOpen(null)
  if (devices.length === 0) return <RowSkeletons rows={2} />
  return (
    <>
      <KeyDeviceList
        devices={devices}
        ownId={deviceId}
        onRename={(device) => setOpen({ kind: 'rename', device })}
        onRevoke={(device) => setOpen({ kind: 'revoke', device })}
      />
      {open?.kind === 'rename' ? (
        <PasskeyNameDialog
          title={t('keyDevices.renameNamed', { name: nameOfDevice(open.device) })}
          name={open.device.name}
          submitLabel={t('action.save')}
          busy={busy}
          failure={failure}
          onSubmit={(name) => run(keys.rename(open.device.deviceId, name), close)}
          onClose={close}
        />
      ) : null}
      {open?.kind === 'revoke' ? (
        <ConfirmChange
          title={t('keyDevices.revokeTitle', { name: nameOfDevice(open.device) })}
          text={t('keyDevices.revokeText')}
          confirmLabel={t('keyDevices.revoke')}
          change={() => keys.revoke(open.device.deviceId)}
          onDone={close}
          onClose={close}
        />
      ) : null}
    </>
  )
}
