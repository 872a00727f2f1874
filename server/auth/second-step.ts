import type { SecondStep } from './sign-in-gate.ts'

/** For a server without second factors: no account asks for one. */
export const noSecondStep: SecondStep = {
  requiredFor: () => Promise.resolve([]),
  issue: () => Promise.reject(new Error('there is no second step')),
}
