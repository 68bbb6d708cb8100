import { type RefObject, useLayoutEffect, useState } from 'react';

const roomBelow = 10;
const leastHeight = 360;

/** As high as reaches from where the element begins to the bottom of the window, and how wide it is, in pixels. */
export function useFill(element: RefObject<HTMLElement | null>): { height: string; width: number } {
  const [size, setSize] = useState({ top: 0, width: 1000 });
  useLayoutEffect(() => {
    const measure = () => {
      const box = element.current?.getBoundingClientRect();
      if (!box) return;
      const top = Math.round(box.top + window.scrollY);
      const width = Math.floor(box.width);
      setSize((known) => (known.top === top && known.width === width ? known : { top, width }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    if (element.current) observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return { height: `max(${leastHeight}px, calc(100dvh - ${size.top + roomBelow}px))`, width: size.width };
}
