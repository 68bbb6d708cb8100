import { Link } from '@tanstack/react-router';
import { CopyText } from './copy-text.tsx';
import classes from './toast-message.module.css';

interface ToastMessageProps {
  message: string;
  executionLogId?: string;
  requestId?: string;
}

export function ToastMessage({ message, executionLogId, requestId }: ToastMessageProps) {
  return (
    <div className={classes.root}>
      <div className={classes.message}>{message}</div>
      {requestId && (
        <div className={classes.request}>
          Request ID <CopyText value={requestId} label="request id" />
        </div>
      )}
      {executionLogId && (
        <Link to="/execution-logs/$id" params={{ id: executionLogId }} className={classes.link}>
          View execution log
        </Link>
      )}
    </div>
  );
}
