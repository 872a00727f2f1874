import DangerIcon from '@mui/icons-material/ReportProblemRounded'
import { lazy } from 'react'
import type { CommunitySection } from './section.ts'

const DangerSection = lazy(async () => ({ default: (await import('./danger-section.tsx')).DangerSection }))

/** In the order of the list. The first that the viewer may see opens when the address names none. */
export const sections: readonly CommunitySection[] = [
  { name: 'danger', title: 'communitySettings.danger', Icon: DangerIcon, needs: [], Section: DangerSection },
]
