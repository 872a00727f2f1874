import type { SignInMethods } from '@chaos/client-core/account'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { RecoveryCodesDialog } from '../../components/account/recovery-codes-dialog.tsx'
import { ConfirmDialog } from '../../components/forms/confirm-dialog.tsx'
import { useAppState } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'

type RenewProps = { methods: SignInMethods; onMade: (codes: string[]) => void; onClose: () => void }

export function RenewRecoveryCodes({ methods, onMade, onClose }: RenewProps) {
  const { busy, failure, run } = useMutation()
  return (
    <ConfirmDialog
      title={t('recovery.renewTitle')}
      text={t('recovery.renewText')}
      confirmLabel={t('recovery.renew')}
      busy={busy}
      failure={failure}
      onConfirm={() => run(methods.renewRecoveryCodes(), ({ codes }) => onMade(codes))}
      onClose={onClose}
    />
  )
}

export function KeepRecoveryCodes({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const name = useAppState(({ session }) => (session.kind === 'signedIn' ? session.user.userName : ''))
  const [copied, setCopied] = useState(false)
  const text = `${t('recovery.fileTitle', { name: `${name} (${location.host})` })}\n\n${codes.join('\n')}\n`
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      // Without permission for the clipboard the codes are there to copy by hand, or to download.
      () => setCopied(false),
    )
  return (
    <RecoveryCodesDialog
      codes={codes}
      copied={copied}
      onCopy={() => void copy()}
      onDownload={() => download(text, 'recovery-codes.txt')}
      onClose={onClose}
    />
  )
}

function download(text: string, fileName: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  URL.revokeObjectURL(url)
}
