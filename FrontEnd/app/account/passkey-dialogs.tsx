import type { Passkey, SignInMethods } from '@chaos/client-core/account'
import { t } from '../../assets/messages/t.ts'
import { PasskeyNameDialog } from '../../components/account/passkey-name-dialog.tsx'
import { ConfirmChange } from '../community/confirm-change.tsx'
import { useMutation } from '../community/use-mutation.ts'
import { loadAuthenticator } from './browser-authenticator.ts'

type Common = { methods: SignInMethods; onClose: () => void }
type OfOne = Common & { passkey: Passkey }

export function AddPasskey({ methods, onAdded, onClose }: Common & { onAdded: (codes: string[] | null) => void }) {
  const { busy, failure, run } = useMutation()
  const add = async (name: string) => methods.addPasskey(await loadAuthenticator(), name)
  return (
    <PasskeyNameDialog
      title={t('passkeys.addTitle')}
      text={t('passkeys.addText')}
      name={t('passkeys.defaultName')}
      submitLabel={t('passkeys.add')}
      busy={busy}
      failure={failure}
      onSubmit={(name) => run(add(name), ({ recoveryCodes }) => onAdded(recoveryCodes))}
      onClose={onClose}
    />
  )
}

export function RenamePasskey({ methods, passkey, onRenamed, onClose }: OfOne & { onRenamed: () => void }) {
  const { busy, failure, run } = useMutation()
  return (
    <PasskeyNameDialog
      title={t('passkeys.renameNamed', { name: passkey.name })}
      name={passkey.name}
      submitLabel={t('action.save')}
      busy={busy}
      failure={failure}
      onSubmit={(name) => run(methods.renamePasskey(passkey.id, name), () => onRenamed())}
      onClose={onClose}
    />
  )
}

export function RemovePasskey({ methods, passkey, onRemoved, onClose }: OfOne & { onRemoved: () => void }) {
  return (
    <ConfirmChange
      title={t('passkeys.removeTitle', { name: passkey.name })}
      text={t('passkeys.removeText')}
      confirmLabel={t('passkeys.remove')}
      change={() => methods.removePasskey(passkey.id)}
      onDone={() => onRemoved()}
      onClose={onClose}
    />
  )
}
