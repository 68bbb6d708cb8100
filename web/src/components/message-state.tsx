import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './message-state.module.css';

interface MessageStateProps {
  icon: Icon;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  /** Set for something that went wrong just now, so that it is announced. */
  alert?: boolean;
}

/** Fills a page or panel that has nothing else to show: empty, not found, failed, not allowed, expired. */
export function MessageState({ icon: StateIcon, title, children, actions, alert }: MessageStateProps) {
  return (
    <div className={classes.root} role={alert ? 'alert' : undefined}>
      <StateIcon size={28} stroke={1.4} className={classes.icon} aria-hidden />
      <h2 className={classes.title}>{title}</h2>
      {children && <div className={classes.text}>{children}</div>}
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}
