import { IconArrowUp } from '@tabler/icons-react';
import classes from './live.module.css';

/** Floats over the top of the table, so that nothing moves until it is clicked. */
export function NewLogsPill({ label, onShow }: { label: string | undefined; onShow: () => void }) {
  return (
    <div className={classes.pillPlace} aria-live="polite">
      {label && (
        <button type="button" className={classes.pill} onClick={onShow}>
          <IconArrowUp size={13} aria-hidden />
          {label}
        </button>
      )}
    </div>
  );
}
