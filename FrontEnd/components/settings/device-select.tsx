import type { AudioDevice } from '@chaos/client-core'
import { t } from '../../assets/messages/t.ts'
import { Choice } from '../forms/choice.tsx'

type Props = {
  label: string
  devices: AudioDevice[]
  chosenId: string | null
  onChoose: (deviceId: string | null) => void
}

/** The system's default, written as an empty value, which no device has. */
const systemDefault = ''

export function DeviceSelect({ label, devices, chosenId, onChoose }: Props) {
  const ids = devices.map(({ id }) => id)
  const wordsOf = (id: string) => {
    const index = ids.indexOf(id)
    return index < 0 ? t('devices.default') : devices[index]?.label || t('devices.unnamed', { number: index + 1 })
  }
  return (
    <Choice
      label={label}
      // A device that is not plugged in now cannot be shown; the choice itself stays.
      value={chosenId !== null && ids.includes(chosenId) ? chosenId : systemDefault}
      options={[systemDefault, ...ids]}
      wordsOf={wordsOf}
      onChoose={(id) => onChoose(id === systemDefault ? null : id)}
    />
  )
}
