import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 32 random bytes as text that survives links and headers. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token. Plain SHA-256 will do: tokens are random and long, so there is nothing to guess. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export function isSameHash(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
