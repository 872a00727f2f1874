import AddIcon from '@mui/icons-material/AddRounded'
import CreateNewFolderIcon from '@mui/icons-material/CreateNewFolderOutlined'
import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'
import { t } from '../../assets/messages/t.ts'
import { CategoryGroup, type ChannelGroup, type GroupActions } from './category-group.tsx'
import styles from './channel-list.module.css'
import { type Over, type Sorted, useDragSort } from './use-drag-sort.ts'

type Props = GroupActions & {
  /** The first one has no heading. */
  groups: ChannelGroup[]
  activeId: string | null
  mayManage: boolean
  onCreateCategory: () => void
  onDrop: (dragged: Sorted, over: Over) => void
}

/** Rooms under their categories, with the people in them right now. */
export function ChannelList({ groups, activeId, mayManage, onCreateCategory, onDrop, ...actions }: Props) {
  const { drag, onPointerDown } = useDragSort(mayManage ? onDrop : null)
  const isEmpty = groups.every(({ channels }) => channels.length === 0)
  return (
    <div className={styles.lists} onPointerDown={onPointerDown} data-dragging={drag !== null}>
      <div className={styles.heading}>
        <h2>{t('channel.rooms')}</h2>
        {mayManage ? (
          <span>
            <Tooltip title={t('category.create')}>
              <IconButton size="small" aria-label={t('category.create')} onClick={onCreateCategory}>
                <CreateNewFolderIcon fontSize="small" />
              </IconButton>
            </Tooltip>
            <Tooltip title={t('channel.create')}>
              <IconButton size="small" aria-label={t('channel.create')} onClick={() => actions.onCreate(null)}>
                <AddIcon fontSize="small" />
              </IconButton>
            </Tooltip>
          </span>
        ) : null}
      </div>
      {isEmpty ? (
        <p className={styles.none}>{mayManage ? t('channel.noneText') : t('channel.noneTextMember')}</p>
      ) : null}
      {groups.map((group) => (
        <CategoryGroup
          key={group.id ?? ''}
          group={group}
          activeId={activeId}
          mayManage={mayManage}
          drag={drag}
          {...actions}
        />
      ))}
    </div>
  )
}
