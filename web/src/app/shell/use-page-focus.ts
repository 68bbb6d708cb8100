import { useRouter, useRouterState } from '@tanstack/react-router';
import { type RefObject, useEffect, useRef } from 'react';

/**
 * Gives the focus to the page that a link led to, so that a screen reader tells of it and Tab goes on in it. Going back is
 * left to the page, and so is the focus that a page gave to a field of its own.
 */
export function usePageFocus(main: RefObject<HTMLElement | null>): void {
  const { history } = useRouter();
  const isReturn = useRef(false);
  // That of the page that is drawn, not of the one that is on its way.
  const pathname = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const drawn = useRef(pathname);
  useEffect(
    () =>
      history.subscribe(({ action }) => {
        isReturn.current = action.type !== 'PUSH' && action.type !== 'REPLACE';
      }),
    [history],
  );
  useEffect(() => {
    const isFirst = drawn.current === undefined;
    if (drawn.current === pathname) return;
    drawn.current = pathname;
    if (isFirst || isReturn.current || isInField(main.current)) return;
    main.current?.focus({ preventScroll: true });
  }, [pathname, main]);
}

const fields = 'input, textarea, select, [contenteditable="true"]';

function isInField(main: HTMLElement | null): boolean {
  const focused = document.activeElement;
  return main?.contains(focused) === true && focused?.matches(fields) === true;
}
