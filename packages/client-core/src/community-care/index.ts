export { type CommunityCare, createCommunityCare } from './community-care.ts'
export { createDiscovery, type Discovery } from './discovery.ts'
