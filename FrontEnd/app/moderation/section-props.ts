import type { CommunityView } from '@chaos/protocol'

/** What each section of a community's settings gets. */
export type SectionProps = { communityId: string; view: CommunityView }
