// A page that misses parts after an update is loaded anew by itself, once for each version: when that did not help, it is
// left to whoever looks at it.

const key = 'interlock.reloaded-from';

interface Page {
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** The address of the script that it began with, which differs from version to version. */
  version: string;
}

export function currentPage(): Page {
  const script = document.querySelector<HTMLScriptElement>('script[type="module"][src]');
  return { storage: window.sessionStorage, version: script?.src ?? '' };
}

/** True the first time that a page of this version asks. */
export function takeReload({ storage, version }: Page): boolean {
  if (storage.getItem(key) === version) return false;
  storage.setItem(key, version);
  return true;
}

/** True once on the page of a new version that came by a reload. */
export function takeUpdateNews({ storage, version }: Page): boolean {
  const from = storage.getItem(key);
  if (from === null || from === version) return false;
  storage.removeItem(key);
  return true;
}
