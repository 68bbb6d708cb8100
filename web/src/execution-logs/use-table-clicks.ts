import { useRouter } from '@tanstack/react-router';
import type { MouseEvent } from 'react';
import { copyText } from '../components/copy-to-clipboard.ts';

interface TableClicks {
  onOpen: (id: string) => void;
  onPick: (id: string) => void;
  onPickRange: (id: string) => void;
  onMenu: (id: string, button: HTMLElement) => void;
}

/** What a click anywhere in the rows does: rows have no handlers of their own. */
export function useTableClicks({ onOpen, onPick, onPickRange, onMenu }: TableClicks) {
  const router = useRouter();
  return (event: MouseEvent<HTMLElement>) => {
    if (!(event.target instanceof Element)) return;
    const id = event.target.closest<HTMLElement>('[data-row-id]')?.dataset.rowId;
    if (id === undefined) return;
    const [link, button, box] = [
      event.target.closest('a'),
      event.target.closest('button'),
      event.target.closest('input'),
    ];
    const isPlain = !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (link) {
      if (!isPlain) return;
      event.preventDefault();
      router.history.push(link.pathname);
    } else if (button?.dataset.copy) void copyText(button.dataset.copy, 'Request id copied');
    else if (button) onMenu(id, button);
    else if (event.shiftKey) onPickRange(id);
    else if (box || event.metaKey || event.ctrlKey) onPick(id);
    else if (window.getSelection()?.isCollapsed !== false) onOpen(id);
  };
}
