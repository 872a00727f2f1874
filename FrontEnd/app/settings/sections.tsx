import AccountIcon from '@mui/icons-material/AccountCircleRounded'
import KeyboardIcon from '@mui/icons-material/KeyboardRounded'
import MicIcon from '@mui/icons-material/MicRounded'
import PaletteIcon from '@mui/icons-material/PaletteRounded'
import VolumeIcon from '@mui/icons-material/VolumeUpRounded'
import { lazy } from 'react'
import { AppearanceSection, KeyboardSection, SoundsSection } from './basic-sections.tsx'
import { DevicesSection } from './devices-section.tsx'

const AccountSection = lazy(async () => ({
  default: (await import('../account/account-section.tsx')).AccountSection,
}))

/** In the order of the list. The first one opens when the address names none. */
export const sections = [
  { name: 'devices', Icon: MicIcon, Section: DevicesSection },
  { name: 'appearance', Icon: PaletteIcon, Section: AppearanceSection },
  { name: 'sounds', Icon: VolumeIcon, Section: SoundsSection },
  { name: 'keyboard', Icon: KeyboardIcon, Section: KeyboardSection },
  { name: 'account', Icon: AccountIcon, Section: AccountSection },
] as const
