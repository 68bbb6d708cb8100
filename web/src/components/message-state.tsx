import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './message-state.module.css';

interface MessageStateProps {
  icon: Icon;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  /** Set when this is the whole page, so that its title is the page's heading. */
  page?: boolean;
  /** Set for something that went wrong just now, so that it is announced. */
  alert?: boolean;
}

/** Fills a page or panel that has nothing else to show: empty, not found, failed, not allowed, expired. */
export function MessageState({ icon: StateIcon, title, children, actions, page, alert }: MessageStateProps) {
  const Heading = page ? 'h1' : 'h2';
  return (
    <div className={classes.root} role={alert ? 'alert' : undefined}>
      <StateIcon size={28} stroke={1.4} className={classes.icon} aria-hidden />
      <Heading className={classes.title}>{title}</Heading>
      {children && <div className={classes.text}>{children}</div>}
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}
