import { randomBytes } from 'node:crypto';

/** What a page may put its nonce in: <meta property="csp-nonce" nonce="…">, where its scripts find it. */
const placeholder = '__CSP_NONCE__';

/**
 * What a page may load and run: scripts and styles from our own files, and the style elements that its own scripts make,
 * which carry the nonce. Nothing inline: what somebody got into a page runs no script and styles nothing.
 */
export function contentSecurityPolicy({ styleNonce, fonts = '' }: { styleNonce?: string; fonts?: 'data:' | '' } = {}) {
  return [
    "default-src 'self'",
    `style-src 'self'${styleNonce ? ` 'nonce-${styleNonce}'` : ''}`,
    "img-src 'self' data:",
    ...(fonts ? [`font-src 'self' ${fonts}`] : []),
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** A page's text with a nonce in the place for it, and the nonce: a new one for every answer, so that none can be guessed. */
export function withNonce(page: string): { page: string; styleNonce: string } {
  const styleNonce = randomBytes(16).toString('base64url');
  return { page: page.replace(placeholder, styleNonce), styleNonce };
}
