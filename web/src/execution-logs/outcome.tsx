import {
  type Icon,
  IconAlertOctagonFilled,
  IconAlertTriangleFilled,
  IconBugFilled,
  IconCircleCheckFilled,
  IconClockFilled,
  IconStackFilled,
} from '@tabler/icons-react';
import classes from './outcome.module.css';

/** The outcome of a log, or of one action in it. */
export type AnyOutcome = 'ALLOWED' | 'WARNED' | 'BLOCKED' | 'FAILED' | 'TIMED_OUT' | 'OUT_OF_MEMORY';

const looks: Record<AnyOutcome, { word: string; icon: Icon; meaning: string }> = {
  ALLOWED: { word: 'Allowed', icon: IconCircleCheckFilled, meaning: 'The change went through.' },
  WARNED: { word: 'Warned', icon: IconAlertTriangleFilled, meaning: 'The change went through, with a warning.' },
  BLOCKED: { word: 'Blocked', icon: IconAlertOctagonFilled, meaning: 'The change was rejected.' },
  FAILED: { word: 'Failed', icon: IconBugFilled, meaning: 'An action failed.' },
  TIMED_OUT: { word: 'Timed out', icon: IconClockFilled, meaning: 'The action ran longer than it may.' },
  OUT_OF_MEMORY: { word: 'Out of memory', icon: IconStackFilled, meaning: 'The action used more memory than it may.' },
};

export function outcomeWord(outcome: AnyOutcome): string {
  return looks[outcome].word;
}

/** An outcome by shape, word and colour; `badge` stands out more, for the top of a page. */
export function OutcomeMark({ outcome, badge }: { outcome: AnyOutcome; badge?: boolean }) {
  const { word, icon: Shape, meaning } = looks[outcome];
  return (
    <span className={classes.root} data-outcome={outcome} data-badge={badge || undefined} title={meaning}>
      <Shape size={14} aria-hidden />
      {word}
    </span>
  );
}
