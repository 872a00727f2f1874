import { createPrivateKey, X509Certificate } from 'node:crypto'
import { expect, it } from 'vitest'
import { createCertificate } from './certificate.ts'

it('a certificate fits its key, is valid now, and its fingerprint is that of RFC 8122', async () => {
  const { certificatePem, keyPem, fingerprint } = await createCertificate()
  const certificate = new X509Certificate(certificatePem)
  expect(certificate.checkPrivateKey(createPrivateKey(keyPem))).toBe(true)
  expect(certificate.verify(certificate.publicKey)).toBe(true)
  expect(certificate.validFromDate.getTime()).toBeLessThan(Date.now())
  expect(certificate.validToDate.getTime()).toBeGreaterThan(Date.now())
  expect(fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
})

it('another process has another one', async () => {
  expect((await createCertificate()).fingerprint).not.toBe((await createCertificate()).fingerprint)
})
