import type { KeptEntry, RecordingState, SoundCommands, TimelineChannel } from '@chaos/client-core'
import Button from '@mui/material/Button'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../../components/feedback/failure-text.ts'
import { Notice } from '../../components/feedback/notice.tsx'
import { OutboxList } from '../../components/messages/outbox-list.tsx'
import { RecorderBar } from '../../components/messages/recorder-bar.tsx'
import recorder from '../../components/messages/recorder.module.css'
import { ReviewBar } from '../../components/messages/review-bar.tsx'
import { TextComposer } from '../../components/messages/text-composer.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { useSoundView } from './use-sound-view.ts'

type Channel = TimelineChannel & { longestMessageSeconds: number }

/** Saying something: by voice, or in writing; and what is still on its way. */
export function Composer({ channel }: { channel: Channel }) {
  const { sound } = useClient()
  const recording = useAppState((state) => state.recording)
  const isHere = recording.channelId === channel.id
  return (
    <div className={recorder.composer}>
      <Troubles recording={recording} />
      {sound ? <Unsent channelId={channel.id} recording={recording} sound={sound} /> : null}
      {sound && isHere && recording.phase !== 'idle' ? (
        <OwnRecording {...{ recording, sound }} />
      ) : (
        <Writing {...{ channel, sound }} />
      )}
    </div>
  )
}

function Troubles({ recording: { problem, isTooLong } }: { recording: RecordingState }) {
  const { sound } = useClient()
  if (problem)
    return (
      <Notice
        tone="warning"
        role="alert"
        title={t(`recorder.${problem}`)}
        actions={
          <Button size="small" onClick={() => sound?.recorder.dismissProblem()}>
            {t('recorder.dismiss')}
          </Button>
        }
      />
    )
  return isTooLong ? <Notice tone="info" title={t('recorder.tooLong')} /> : null
}

type WithSound = { recording: RecordingState; sound: SoundCommands }

function Unsent({ channelId, recording, sound }: WithSound & { channelId: string }) {
  const outbox = useAppState((state) => state.outbox)
  const entries = (recording.kept ?? []).filter((entry) => entry.channelId === channelId && entry.id !== recording.id)
  return (
    <OutboxList
      {...{ entries, outbox }}
      onOpen={sound.recorder.open}
      onSend={({ id, caption }) => void sound.outbox.send(id, caption ?? '')}
      onWithdraw={(id) => void sound.outbox.withdraw(id)}
      onDiscard={(id) => void sound.recorder.discard(id)}
    />
  )
}

function OwnRecording({ recording, sound }: WithSound) {
  const { recorder: commands, outbox } = sound
  const kept = recording.kept?.find(({ id }) => id === recording.id)
  const send = async (id: string | null, caption: string) => {
    await commands.leave()
    if (id !== null) await outbox.send(id, caption)
  }
  if (recording.phase === 'recorded' && kept)
    return (
      <Review
        key={`${kept.id} ${kept.facts?.durationMs}`}
        entry={kept}
        sound={sound}
        onSend={(caption) => void send(kept.id, caption)}
      />
    )
  return (
    <RecorderBar
      recording={recording}
      onPause={commands.pause}
      onResume={commands.resume}
      onFinish={() => void commands.finish()}
      onDiscard={() => void commands.discard()}
      onSend={() => void send(recording.id, '')}
    />
  )
}

type ReviewProps = { entry: KeptEntry; sound: SoundCommands; onSend: (caption: string) => void }

function Review({ entry, sound, onSend }: ReviewProps) {
  const { id, facts } = entry
  const view = useSoundView({
    ...{ id, peaks: facts?.peaks ?? [], durationMs: facts?.durationMs ?? 0 },
    load: async () => ({
      ...{ id, source: await sound.sourceOfKept(entry), silences: facts?.silences ?? [] },
      label: { title: t('outbox.kept'), artist: '' },
    }),
  })
  const quietly = (then: () => void) => () => {
    sound.player.stop()
    then()
  }
  return (
    <ReviewBar
      sound={view}
      onTrim={(range) => quietly(() => void sound.recorder.trim(id, range))()}
      onDiscard={quietly(() => void sound.recorder.discard(id))}
      onSend={(caption) => quietly(() => onSend(caption))()}
    />
  )
}

function Writing({ channel, sound }: { channel: Channel; sound: SoundCommands | null }) {
  const { timeline } = useClient()
  const [problem, setProblem] = useState<string | null>(null)
  const { id, encryption, longestMessageSeconds } = channel
  const post = async (text: string) => {
    const outcome = await timeline.postText({ id, encryption }, text)
    setProblem(outcome.ok ? null : failureText(outcome.failure))
    return outcome.ok
  }
  const record = sound && {
    onStart: () => void sound.recorder.start({ channelId: id, longestMs: longestMessageSeconds * 1000 }),
    onRelease: () => void release(sound),
  }
  return (
    <>
      {problem ? (
        <Notice tone="danger" role="alert" title={t('messages.notSent')}>
          {problem}
        </Notice>
      ) : null}
      <TextComposer onPost={post} record={record} />
    </>
  )
}

/** The finger is off the button: what was said goes out. */
async function release({ recorder: commands, outbox }: SoundCommands): Promise<void> {
  const id = commands.currentId()
  await commands.leave()
  if (id !== null) await outbox.send(id, '')
}
