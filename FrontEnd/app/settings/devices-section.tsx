import { useEffect } from 'react'
import { t } from '../../assets/messages/t.ts'
import { DeviceSelect } from '../../components/settings/device-select.tsx'
import { MicrophoneTestPanel } from '../../components/settings/microphone-test.tsx'
import styles from '../../components/settings/settings.module.css'
import { VoiceSettings } from '../../components/settings/voice-settings.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { useMicrophoneTest } from './use-microphone-test.ts'

export function DevicesSection() {
  const { devices } = useClient()
  const { microphones, speakers, microphoneId, speakerId, canChooseSpeaker } = useAppState((state) => state.devices)
  const test = useMicrophoneTest()
  useEffect(() => void devices.refresh(), [devices])
  return (
    <>
      <section className={styles.group}>
        <DeviceSelect
          label={t('devices.microphone')}
          devices={microphones}
          chosenId={microphoneId}
          onChoose={(id) => void devices.chooseMicrophone(id)}
        />
        {canChooseSpeaker ? (
          <DeviceSelect
            label={t('devices.speaker')}
            devices={speakers}
            chosenId={speakerId}
            onChoose={(id) => void devices.chooseSpeaker(id)}
          />
        ) : (
          <p className={styles.text}>{t('devices.speakerFixed')}</p>
        )}
      </section>
      <VoicePreferences />
      <MicrophoneTestPanel {...test} />
    </>
  )
}

function VoicePreferences() {
  const { preferences, devices } = useClient()
  const chosen = useAppState((state) => state.preferences)
  return (
    <VoiceSettings
      chosen={chosen}
      onChange={(change) => {
        preferences.change(change)
        void devices.applyProcessing()
      }}
    />
  )
}
