import AddIcon from '@mui/icons-material/AddRounded'
import ExpandIcon from '@mui/icons-material/ExpandMoreRounded'
import MoreIcon from '@mui/icons-material/MoreHorizRounded'
import { t } from '../../assets/messages/t.ts'
import styles from './channel-list.module.css'
import { type ChannelEntry, ChannelRow } from './channel-row.tsx'
import { type Drag, sortAttributes } from './use-drag-sort.ts'

export type ChannelGroup = { id: string | null; name: string; channels: ChannelEntry[]; collapsed: boolean }
export type GroupActions = {
  onCreate: (categoryId: string | null) => void
  onMenu: (channelId: string, anchor: HTMLElement) => void
  onCategoryMenu: (categoryId: string, anchor: HTMLElement) => void
  onToggle: (categoryId: string) => void
}
type Props = GroupActions & { group: ChannelGroup; activeId: string | null; mayManage: boolean; drag: Drag | null }

/** What stays in sight when a category is closed: where one is, and where somebody talks. */
const staysOpen = ({ id, joined, occupants }: ChannelEntry, activeId: string | null) =>
  id === activeId || joined || occupants.length > 0

/** The rooms of one category; those of none have no heading. */
export function CategoryGroup(props: Props) {
  const { group, activeId, drag, onMenu } = props
  const { id, channels, collapsed } = group
  const shown = collapsed ? channels.filter((channel) => staysOpen(channel, activeId)) : channels
  return (
    <section
      className={styles.group}
      aria-label={id === null ? t('channel.noCategory') : group.name}
      {...sortAttributes({ kind: 'group', id: id ?? '' }, drag)}
    >
      {id === null ? null : <Heading {...props} id={id} />}
      <ul className={styles.list} id={`channels-${id ?? ''}`}>
        {shown.map((channel) => (
          <ChannelRow
            key={channel.id}
            channel={channel}
            active={channel.id === activeId}
            movable={props.mayManage}
            drag={drag}
            onMenu={onMenu}
          />
        ))}
      </ul>
    </section>
  )
}

function Heading({ group, id, mayManage, drag, onToggle, onCreate, onCategoryMenu }: Props & { id: string }) {
  const { name, collapsed } = group
  return (
    <div
      className={styles.category}
      {...sortAttributes({ kind: 'category', id }, drag)}
      data-drag={mayManage || undefined}
      onContextMenu={(event) => {
        if (!mayManage) return
        event.preventDefault()
        onCategoryMenu(id, event.currentTarget)
      }}
    >
      <h3>
        <button
          type="button"
          className={styles.toggle}
          data-drag-through
          aria-expanded={!collapsed}
          aria-controls={`channels-${id}`}
          onClick={() => onToggle(id)}
        >
          <ExpandIcon className={styles.arrow} data-collapsed={collapsed} sx={{ fontSize: 16 }} aria-hidden="true" />
          <span className={styles.categoryName}>{name}</span>
        </button>
      </h3>
      {mayManage ? (
        <>
          <button
            type="button"
            className={styles.small}
            aria-label={t('category.createHere', { name })}
            onClick={() => onCreate(id)}
          >
            <AddIcon sx={{ fontSize: 16 }} aria-hidden="true" />
          </button>
          <button
            type="button"
            className={styles.small}
            aria-label={t('category.options', { name })}
            aria-haspopup="menu"
            onClick={(event) => onCategoryMenu(id, event.currentTarget)}
          >
            <MoreIcon sx={{ fontSize: 16 }} aria-hidden="true" />
          </button>
        </>
      ) : null}
    </div>
  )
}
