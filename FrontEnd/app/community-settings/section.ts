import type { CommunityView, Permission } from '@chaos/protocol'
import type { SvgIconComponent } from '@mui/icons-material'
import type { ComponentType } from 'react'

export type SectionProps = { view: CommunityView }

/** One page of a community's settings. */
export type CommunitySection = {
  /** As in the address. */
  name: string
  title: () => string
  Icon: SvgIconComponent
  /** Shown to those who may one of these. Empty: to everybody. */
  needs: readonly Permission[]
  Section: ComponentType<SectionProps>
}

export const sectionsFor = <S extends Pick<CommunitySection, 'needs'>>(
  sections: readonly S[],
  permissions: readonly Permission[],
): S[] => sections.filter(({ needs }) => needs.length === 0 || needs.some((need) => permissions.includes(need)))
