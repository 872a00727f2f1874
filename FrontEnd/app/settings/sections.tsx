import ProfileIcon from '@mui/icons-material/FaceRounded'
import DataIcon from '@mui/icons-material/FolderZipRounded'
import AccountIcon from '@mui/icons-material/AccountCircleRounded'
import DeviceKeysIcon from '@mui/icons-material/EnhancedEncryptionRounded'
import KeyIcon from '@mui/icons-material/KeyRounded'
import DevicesIcon from '@mui/icons-material/DevicesRounded'
import HistoryIcon from '@mui/icons-material/HistoryRounded'
import KeyboardIcon from '@mui/icons-material/KeyboardRounded'
import MicIcon from '@mui/icons-material/MicRounded'
import BellIcon from '@mui/icons-material/NotificationsRounded'
import PaletteIcon from '@mui/icons-material/PaletteRounded'
import BotIcon from '@mui/icons-material/SmartToyRounded'
import VolumeIcon from '@mui/icons-material/VolumeUpRounded'
import { lazy } from 'react'
import { AppearanceSection, KeyboardSection, SoundsSection } from './basic-sections.tsx'
import { DevicesSection } from './devices-section.tsx'

const AccountSection = lazy(async () => ({
  default: (await import('../account/account-section.tsx')).AccountSection,
}))
const NotificationsSection = lazy(async () => ({
  default: (await import('./notifications-section.tsx')).NotificationsSection,
}))
const SessionsSection = lazy(async () => ({
  default: (await import('../account/sessions-section.tsx')).SessionsSection,
}))
const SecurityLogSection = lazy(async () => ({
  default: (await import('../account/security-log-section.tsx')).SecurityLogSection,
}))

const SignInMethodsSection = lazy(async () => ({
  default: (await import('../account/sign-in-methods-section.tsx')).SignInMethodsSection,
}))

const ProfileSection = lazy(async () => ({
  default: (await import('../account/profile-section.tsx')).ProfileSection,
}))
const KeysSection = lazy(async () => ({ default: (await import('../keys/keys-section.tsx')).KeysSection }))
const MyDataSection = lazy(async () => ({
  default: (await import('../account/my-data-section.tsx')).MyDataSection,
}))
const OwnBotsSection = lazy(async () => ({ default: (await import('../bots/own-bots-section.tsx')).OwnBotsSection }))

/** In the order of the list. The first one opens when the address names none. */
export const sections = [
  { name: 'devices', Icon: MicIcon, Section: DevicesSection },
  { name: 'appearance', Icon: PaletteIcon, Section: AppearanceSection },
  { name: 'sounds', Icon: VolumeIcon, Section: SoundsSection },
  { name: 'notifications', Icon: BellIcon, Section: NotificationsSection },
  { name: 'keyboard', Icon: KeyboardIcon, Section: KeyboardSection },
  { name: 'profile', Icon: ProfileIcon, Section: ProfileSection },
  { name: 'account', Icon: AccountIcon, Section: AccountSection },
  { name: 'sign-in', Icon: KeyIcon, Section: SignInMethodsSection },
  { name: 'keys', Icon: DeviceKeysIcon, Section: KeysSection },
  { name: 'sessions', Icon: DevicesIcon, Section: SessionsSection },
  { name: 'securityLog', Icon: HistoryIcon, Section: SecurityLogSection },
  { name: 'bots', Icon: BotIcon, Section: OwnBotsSection },
  { name: 'my-data', Icon: DataIcon, Section: MyDataSection },
] as const
