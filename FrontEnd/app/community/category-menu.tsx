import type { CommunityView } from '@chaos/protocol'
import AddIcon from '@mui/icons-material/AddRounded'
import DeleteIcon from '@mui/icons-material/DeleteOutlineRounded'
import EditIcon from '@mui/icons-material/EditRounded'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { t } from '../../assets/messages/t.ts'
import { MoveItems } from './move-items.tsx'
import type { OpenDialog } from './use-dialogs.ts'
import type { Moves } from './use-moves.ts'

type Props = {
  view: CommunityView
  categoryId: string
  anchor: HTMLElement
  moves: Moves
  show: (dialog: OpenDialog) => void
  onClose: () => void
}

export function CategoryMenu({ view, categoryId, anchor, moves, show, onClose }: Props) {
  const name = view.categories.find(({ id }) => id === categoryId)?.name ?? ''
  return (
    <Menu
      open
      anchorEl={anchor}
      onClose={onClose}
      slotProps={{ list: { 'aria-label': t('category.options', { name }) } }}
    >
      <MenuItem onClick={() => show({ kind: 'createChannel', categoryId })}>
        <AddIcon fontSize="small" /> {t('channel.create')}
      </MenuItem>
      <MenuItem onClick={() => show({ kind: 'renameCategory', categoryId })}>
        <EditIcon fontSize="small" /> {t('category.edit')}
      </MenuItem>
      <MoveItems
        mayMove={(by) => moves.may.category(categoryId, by)}
        onMove={(by) => {
          onClose()
          moves.stepCategory(categoryId, by)
        }}
      />
      <MenuItem sx={{ color: 'var(--danger)' }} onClick={() => show({ kind: 'deleteCategory', categoryId })}>
        <DeleteIcon fontSize="small" /> {t('category.delete')}
      </MenuItem>
    </Menu>
  )
}
