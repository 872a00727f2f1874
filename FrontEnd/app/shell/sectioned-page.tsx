import CloseIcon from '@mui/icons-material/CloseRounded'
import IconButton from '@mui/material/IconButton'
import type { SvgIconProps } from '@mui/material/SvgIcon'
import Tooltip from '@mui/material/Tooltip'
import type { ComponentType, ReactNode } from 'react'
import { Link, type LinkProps } from 'react-router'
import { SectionLink } from '../../components/settings/section-link.tsx'
import styles from '../../components/settings/settings.module.css'
import { SideRegion, StageRegion } from '../../components/shell/shell.tsx'
import headerStyles from '../../components/stage/stage-header.module.css'
import { ConfirmIdentity } from '../account/confirm-identity.tsx'
import { PageTitle } from '../wiring/page-title.tsx'

type Props<Name extends string> = {
  title: string
  /** A section's address is this and its name. */
  path: string
  sections: readonly { name: Name; Icon: ComponentType<SvgIconProps> }[]
  current: Name
  titleOf: (name: Name) => string
  /** How one section's address follows that of another. */
  way?: Pick<LinkProps, 'replace' | 'state'>
  /** Entries below those of the sections. */
  more?: ReactNode
  close: { label: string; to: string }
  wide?: boolean
  children: ReactNode
}

/** A page of many sections, of which one is on screen. What a section changes may ask the person who they are. */
export function SectionedPage<Name extends string>({ sections, current, titleOf, ...props }: Props<Name>) {
  const { title, path, way = {}, more, close, wide = false, children } = props
  return (
    <>
      <PageTitle title={`${titleOf(current)} · ${title}`} />
      <SideRegion label={title} title={<span>{title}</span>}>
        <ul className={styles.navList}>
          {sections.map(({ name, Icon }) => (
            <SectionLink key={name} Icon={Icon} to={`${path}/${name}`} current={name === current} way={way}>
              {titleOf(name)}
            </SectionLink>
          ))}
          {more}
        </ul>
      </SideRegion>
      <StageRegion
        header={
          <header className={headerStyles.header}>
            <h1 className={headerStyles.title}>{titleOf(current)}</h1>
            <span className={headerStyles.space} />
            <Tooltip title={close.label}>
              <IconButton component={Link} to={close.to} aria-label={close.label}>
                <CloseIcon fontSize="small" />
              </IconButton>
            </Tooltip>
          </header>
        }
      >
        <div className={styles.page} data-wide={wide || undefined}>
          {children}
          <ConfirmIdentity />
        </div>
      </StageRegion>
    </>
  )
}
