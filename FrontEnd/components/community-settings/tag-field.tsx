import { communityLimits } from '@chaos/protocol'
import Autocomplete from '@mui/material/Autocomplete'
import TextField from '@mui/material/TextField'
import { t } from '../../assets/messages/t.ts'
import { tagOf } from './tags.ts'

type Props = { tags: string[]; onChange: (tags: string[]) => void }

/** Words that become tags at Enter, a comma or on leaving the field. */
export function TagField({ tags, onChange }: Props) {
  const keep = (words: string[]) =>
    onChange([...new Set(words.map(tagOf).filter((tag) => tag !== ''))].slice(0, communityLimits.tags))
  return (
    <Autocomplete
      multiple
      freeSolo
      autoSelect
      disableClearable
      options={[]}
      value={tags}
      onChange={(_, words) => keep(words)}
      onInputChange={(_, text) => {
        if (text.endsWith(',')) keep([...tags, text])
      }}
      renderInput={(field) => (
        <TextField
          {...field}
          size="small"
          label={t('communitySettings.tags')}
          helperText={t('communitySettings.tagsHelp')}
        />
      )}
    />
  )
}
