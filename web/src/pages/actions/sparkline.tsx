import type { ActionStatistics } from '../../actions/statistics.ts';
import classes from './sparkline.module.css';

const height = 20;
const bar = 7;
const gap = 2;

/** Runs a day as bars, the blocked part at the foot of each in its own colour. */
export function Sparkline({ daily }: { daily: ActionStatistics['daily'] }) {
  const most = Math.max(...daily.map(({ runs }) => runs), 1);
  const heightOf = (count: number) => (count === 0 ? 0 : Math.max(2, (count / most) * height));
  return (
    <svg className={classes.root} width={daily.length * (bar + gap) - gap} height={height} aria-hidden>
      {daily.map(({ day, runs, blocks }, index) => {
        const x = index * (bar + gap);
        const blocked = Math.min(heightOf(blocks), heightOf(runs));
        return (
          <g key={day}>
            <title>{`${day}: ${countOf(runs, 'run')}, ${countOf(blocks, 'block')}`}</title>
            <rect className={classes.none} x={x} y={height - 1} width={bar} height={1} />
            <rect
              className={classes.runs}
              x={x}
              y={height - heightOf(runs)}
              width={bar}
              height={heightOf(runs)}
              rx={1}
            />
            <rect className={classes.blocks} x={x} y={height - blocked} width={bar} height={blocked} rx={1} />
          </g>
        );
      })}
    </svg>
  );
}

export function countOf(count: number, what: string): string {
  return `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
}
