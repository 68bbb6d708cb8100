import type { KeyboardEvent } from 'react';

const steps: Record<string, [row: number, column: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Focuses the next box of a table in the direction of the arrow key, over cells that have none. */
export function moveBetweenBoxes(event: KeyboardEvent<HTMLTableElement>): void {
  const step = steps[event.key];
  const cell = (event.target as Element).closest('td');
  if (!step || !cell) return;
  event.preventDefault();
  const { rows } = event.currentTarget;
  const [down, right] = step;
  let row = (cell.parentElement as HTMLTableRowElement).rowIndex + down;
  let column = cell.cellIndex + right;
  while (rows[row] && column >= 0 && column < 16) {
    const box = rows[row]?.cells[column]?.querySelector('input');
    if (box) {
      box.focus();
      return;
    }
    row += down;
    column += right;
  }
}
