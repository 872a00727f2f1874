// The certificate library needs it, and it has to come first.
import 'reflect-metadata'
import { webcrypto, X509Certificate } from 'node:crypto'
import { PemConverter, X509CertificateGenerator } from '@peculiar/x509'

/** What this process shows in every DTLS handshake. */
export type Certificate = {
  certificatePem: string
  keyPem: string
  /** SHA-256, as SDP writes it (RFC 8122 §5). */
  fingerprint: string
}

const dayMs = 24 * 60 * 60 * 1000
const validDays = 365

/**
 * A self-signed certificate for this process; the key is kept nowhere else. Clients trust its fingerprint because the
 * offer on the socket names it (RFC 8827 §6.5).
 */
export async function createCertificate(): Promise<Certificate> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=C.H.A.O.S.',
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - dayMs),
    notAfter: new Date(Date.now() + validDays * dayMs),
  })
  const certificatePem = certificate.toString('pem')
  return {
    certificatePem,
    keyPem: PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY'),
    fingerprint: new X509Certificate(certificatePem).fingerprint256,
  }
}
