export * from './format.ts'
export * from './red.ts'
