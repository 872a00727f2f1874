import type { KeyDeviceView } from '@chaos/protocol'
import DeleteIcon from '@mui/icons-material/DeleteOutlineRounded'
import EditIcon from '@mui/icons-material/EditRounded'
import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'
import { formatShortDay } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'
import lists from '../lists/record-list.module.css'
import settings from '../settings/settings.module.css'

type Props = {
  devices: KeyDeviceView[]
  ownId: string | null
  onRename: (device: KeyDeviceView) => void
  onRevoke: (device: KeyDeviceView) => void
}

export const nameOfDevice = ({ name }: KeyDeviceView): string => name || t('keyDevices.unnamed')

/** Devices that can read. The own one is first, and is not removed here: signing out does that. */
export function KeyDeviceList({ devices, ownId, ...acts }: Props) {
  const shown = devices.filter(({ kind }) => kind === 'device')
  const [own, others] = [true, false].map((isOwn) => shown.filter(({ deviceId }) => (deviceId === ownId) === isOwn))
  return (
    <section className={settings.group} aria-labelledby="key-devices-title">
      <h2 id="key-devices-title">{t('keyDevices.title')}</h2>
      <ul className={lists.list} aria-labelledby="key-devices-title">
        {[...(own ?? []), ...(others ?? [])].map((device) => (
          <Row key={device.deviceId} device={device} isOwn={device.deviceId === ownId} {...acts} />
        ))}
      </ul>
    </section>
  )
}

type RowProps = Pick<Props, 'onRename' | 'onRevoke'> & { device: KeyDeviceView; isOwn: boolean }

function Row({ device, isOwn, onRename, onRevoke }: RowProps) {
  const name = nameOfDevice(device)
  return (
    <li className={lists.row}>
      <span className={lists.words}>
        <span>
          <strong>{name}</strong>
          {isOwn ? <span className={lists.mark}>{t('keyDevices.current')}</span> : null}
        </span>
        <span className={lists.quiet}>{t('keyDevices.added', { date: formatShortDay(device.admittedAt) })}</span>
      </span>
      <Tooltip title={t('keyDevices.rename')}>
        <IconButton aria-label={t('keyDevices.renameNamed', { name })} onClick={() => onRename(device)}>
          <EditIcon fontSize="small" />
        </IconButton>
      </Tooltip>
      {isOwn ? null : (
        <Tooltip title={t('keyDevices.revoke')}>
          <IconButton aria-label={t('keyDevices.revokeNamed', { name })} onClick={() => onRevoke(device)}>
            <DeleteIcon fontSize="small" />
          </IconButton>
        </Tooltip>
      )}
    </li>
  )
}
