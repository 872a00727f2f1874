import type { Removal } from '@chaos/protocol'
import RemovedIcon from '@mui/icons-material/BlockRounded'
import Button from '@mui/material/Button'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { EmptyState } from '../../components/feedback/empty-state.tsx'
import { SideRegion, StageRegion } from '../../components/shell/shell.tsx'
import { PageTitle } from '../wiring/page-title.tsx'

/** What somebody sees who was removed: that it happened, why, and what they can do. */
export function Removed({ removal: { how, name, reason } }: { removal: Removal }) {
  const title = t(`removed.${how}Title`, { name })
  const because = reason === '' ? '' : `${t('removed.reason', { reason })} `
  return (
    <>
      <PageTitle title={title} />
      <SideRegion label={t('nav.channels')} title={null}>
        {null}
      </SideRegion>
      <StageRegion>
        <div style={{ margin: 'auto' }} role="alert">
          <EmptyState level="h1" title={title} text={because + t(`removed.${how}Text`)} picture={<RemovedIcon />}>
            <Button component={Link} to="/" variant="contained">
              {t('notFound.home')}
            </Button>
          </EmptyState>
        </div>
      </StageRegion>
    </>
  )
}
