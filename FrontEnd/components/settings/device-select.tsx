import type { AudioDevice } from '@chaos/client-core'
import MenuItem from '@mui/material/MenuItem'
import TextField from '@mui/material/TextField'
import { t } from '../../assets/messages/t.ts'

type Props = {
  label: string
  devices: AudioDevice[]
  chosenId: string | null
  onChoose: (deviceId: string | null) => void
}

/** The system's default, written as an empty value, which no device has. */
const systemDefault = ''

export function DeviceSelect({ label, devices, chosenId, onChoose }: Props) {
  // A device that is not plugged in now cannot be shown; the choice itself stays.
  const value = devices.some(({ id }) => id === chosenId) ? (chosenId ?? systemDefault) : systemDefault
  return (
    <TextField
      select
      fullWidth
      size="small"
      label={label}
      value={value}
      onChange={(event) => onChoose(event.target.value === systemDefault ? null : event.target.value)}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
    >
      <MenuItem value={systemDefault}>{t('devices.default')}</MenuItem>
      {devices.map((device, index) => (
        <MenuItem key={device.id} value={device.id}>
          {device.label || t('devices.unnamed', { number: index + 1 })}
        </MenuItem>
      ))}
    </TextField>
  )
}
