import { UnstyledButton } from '@mantine/core';
import type { ActionVersion } from '../../actions/operations.ts';
import { Timestamp } from '../../components/timestamp.tsx';
import classes from './action-history.module.css';

interface VersionListProps {
  versions: readonly ActionVersion[];
  chosen: number | undefined;
  onChoose: (version: number) => void;
}

export function VersionList({ versions, chosen, onChoose }: VersionListProps) {
  return (
    <ol className={classes.versions} aria-label="Versions" reversed>
      {versions.map(({ version, createdAt, createdBy }, index) => (
        <li key={version}>
          <UnstyledButton
            className={classes.version}
            aria-current={version === chosen || undefined}
            onClick={() => onChoose(version)}
          >
            <span className={classes.number}>
              Version {version}
              {index === 0 && <span className={classes.current}>current</span>}
            </span>
            <span className={classes.dim}>
              <Timestamp value={createdAt} />
            </span>
            <span className={classes.dim}>{createdBy?.name}</span>
          </UnstyledButton>
        </li>
      ))}
    </ol>
  );
}
