/**
 * `vouched`: a device of the pinned account holds the leaf. `unvouched`: nobody says so, or it cannot be checked. `refused`: what it shows
 * is not of the account that it names. `unchecked`: not known yet.
 */
export type LeafStanding = 'vouched' | 'unvouched' | 'refused' | 'unchecked'
