import Button from '@mui/material/Button'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../../components/feedback/failure-text.ts'
import { Notice } from '../../components/feedback/notice.tsx'
import { useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'
import { useLoaded } from './use-loaded.ts'

/** Proves who is there by a linked provider: the page is left for it, and comes back to where it was. */
export function ConfirmByProvider() {
  const { providers } = useClient()
  const offered = useLoaded(providers.list).loaded
  const linked = useLoaded(providers.linked).loaded
  const { busy, failure, run } = useMutation()
  if (offered.status !== 'ready' || linked.status !== 'ready') return null
  const usable = offered.value.filter(({ id }) => linked.value.some(({ provider }) => provider === id))
  return (
    <>
      {failure ? (
        <DialogContent>
          <Notice tone="danger" role="alert" title={failureText(failure)} />
        </DialogContent>
      ) : null}
      {usable.length > 0 ? (
        <DialogActions>
          {usable.map(({ id, name }) => (
            <Button
              key={id}
              size="small"
              disabled={busy}
              onClick={() => run(providers.startConfirm(id, location.pathname), ({ url }) => location.assign(url))}
            >
              {t('linked.confirmWith', { name })}
            </Button>
          ))}
        </DialogActions>
      ) : null}
    </>
  )
}
