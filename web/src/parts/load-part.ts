// Pages and editors are parts of their own, loaded when they are first shown. A part can't be loaded while the server is
// away, and neither after Interlock was updated: its files have new names then, and the old ones are gone.

import { reach } from '../api/reach.ts';

/** What loads a part throws when the server answers and doesn't have it any more. */
export class PartGoneError extends Error {
  constructor(options: ErrorOptions) {
    super(
      'This page is of the version before, and a part of it is gone. Save what you changed, then reload it.',
      options,
    );
    this.name = 'PartGoneError';
  }
}

/** Chromium, Firefox, Safari, and Vite for a style. */
const loadFailure = /^(Failed to fetch dyn|error loading dyn|Importing a module script failed|Unable to preload CSS)/;

/** @throws GraphQLRequestError OFFLINE while the server is away. @throws PartGoneError */
export async function loadPart<Part>(load: () => Promise<Part>): Promise<Part> {
  try {
    return await load();
  } catch (cause) {
    if (!(cause instanceof Error && loadFailure.test(cause.message))) throw cause;
    forgetFailedStyles();
    await reach('/healthz', { cache: 'no-store' });
    throw new PartGoneError({ cause });
  }
}

/** Vite takes a style for loaded when its link is there, also when that failed. */
function forgetFailedStyles(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) {
    if (!link.sheet) link.remove();
  }
}
