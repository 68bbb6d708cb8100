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

/** @param load imports a module and answers it. @throws GraphQLRequestError OFFLINE while the server is away. @throws PartGoneError */
export async function loadPart<Module>(load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    if (!(cause instanceof Error && loadFailure.test(cause.message))) throw cause;
    forgetFailedStyles();
    return await loadAnew<Module>(cause).catch(async () => {
      await reach('/healthz', { cache: 'no-store' });
      throw new PartGoneError({ cause });
    });
  }
}

let times = 0;

/** As long as a page is open, Chromium answers a module that failed once with its failure, but for another address of it. */
function loadAnew<Module>(cause: Error): Promise<Module> {
  const [address] = /https?:\S+?\.m?js\b/.exec(cause.message) ?? [];
  if (!address) return Promise.reject(cause);
  times += 1;
  return import(/* @vite-ignore */ `${address}?again=${times}`);
}

/** Vite takes a style for loaded when its link is there, also when that failed. */
function forgetFailedStyles(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) {
    if (!link.sheet) link.remove();
  }
}
