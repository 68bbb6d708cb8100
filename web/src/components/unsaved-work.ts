// Whether a page holds work that was not saved. What would leave or reload the page by itself asks first.

const holders = new Set<symbol>();

export function hasUnsavedWork(): boolean {
  return holders.size > 0;
}

/** Answers what lets go of it again: it was saved, or given up. */
export function holdUnsavedWork(): () => void {
  const holder = Symbol();
  holders.add(holder);
  return () => {
    holders.delete(holder);
  };
}
