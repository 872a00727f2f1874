import { LinkField } from '../../components/forms/link-field.tsx'
import { useCopy } from '../wiring/use-copy.ts'

type Props = { label: string; value: string; help: string }

/** Something to copy, with its button. */
export function SecretField({ label, value, help }: Props) {
  const { copied, copy } = useCopy(value)
  return <LinkField label={label} url={value} help={help} copied={copied} onCopy={copy} />
}
