import { IconAlertOctagonFilled, IconCircleCheckFilled } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { describePlace } from '../../actions/describe-place.ts';
import type { ImportOutcome } from './import-files.ts';
import classes from './import-results.module.css';

/** What became of each rule that was in the text. */
export function ImportResults({ outcomes, onOpen }: { outcomes: ImportOutcome[]; onOpen: () => void }) {
  return (
    <ul className={classes.list} aria-label="What became of it" aria-live="polite">
      {outcomes.map(({ file, verdict }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole
        <li key={index} className={classes.item} data-failed={!verdict.rule || undefined}>
          {verdict.rule ? <IconCircleCheckFilled size={16} /> : <IconAlertOctagonFilled size={16} />}
          <div>
            {file && <div className={classes.file}>{file}</div>}
            {verdict.rule ? (
              <>
                Imported as{' '}
                <Link to="/actions/$id" params={{ id: String(verdict.rule.id) }} onClick={onOpen}>
                  {verdict.title ?? `action ${verdict.rule.id}`}
                </Link>
              </>
            ) : (
              <>Not imported: {verdict.title ?? 'the text could not be read'}</>
            )}
            {verdict.problems.map((problem) => (
              <div key={`${problem.line}-${problem.message}`} className={classes.problem}>
                {describePlace(problem)}
                {problem.message}
              </div>
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}
