import { setNonce } from 'get-nonce';

/**
 * Lets a style element that a script of ours makes pass the content security policy, which is new with every answer of the
 * server. Empty on the development server, which has no policy.
 */
export const styleNonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

// For the scroll lock of dialogs, which makes its style by itself.
setNonce(styleNonce);
