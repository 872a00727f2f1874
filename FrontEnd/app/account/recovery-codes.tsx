import type { SignInMethods } from '@chaos/client-core/account'
import { t } from '../../assets/messages/t.ts'
import { RecoveryCodesDialog } from '../../components/account/recovery-codes-dialog.tsx'
import { useAppState } from '../client-context.ts'
import { ConfirmChange } from '../community/confirm-change.tsx'
import { download } from '../wiring/download.ts'
import { useCopy } from '../wiring/use-copy.ts'

type RenewProps = { methods: SignInMethods; onMade: (codes: string[]) => void; onClose: () => void }

export function RenewRecoveryCodes({ methods, onMade, onClose }: RenewProps) {
  return (
    <ConfirmChange
      title={t('recovery.renewTitle')}
      text={t('recovery.renewText')}
      confirmLabel={t('recovery.renew')}
      change={() => methods.renewRecoveryCodes()}
      onDone={({ codes }) => onMade(codes)}
      onClose={onClose}
    />
  )
}

export function KeepRecoveryCodes({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const name = useAppState(({ session }) => (session.kind === 'signedIn' ? session.user.userName : ''))
  const text = `${t('recovery.fileTitle', { name: `${name} (${location.host})` })}\n\n${codes.join('\n')}\n`
  const { copied, copy } = useCopy(text)
  return (
    <RecoveryCodesDialog
      codes={codes}
      copied={copied}
      onCopy={copy}
      onDownload={() => download(text, 'recovery-codes.txt')}
      onClose={onClose}
    />
  )
}
