import { ConfirmDialog } from '../components/confirm-dialog.tsx';
import type { useMasterSwitch } from './settings.ts';

interface SwitchOffDialogProps {
  opened: boolean;
  change: ReturnType<typeof useMasterSwitch>;
  onClose: () => void;
}

/** Asks before the master switch is turned off. */
export function SwitchOffDialog({ opened, change, onClose }: SwitchOffDialogProps) {
  return (
    <ConfirmDialog
      opened={opened}
      title="Switch all actions off?"
      confirm="Switch off"
      danger
      loading={change.isPending}
      onConfirm={() => change.mutate(false, { onSettled: onClose })}
      onCancel={onClose}
    >
      Until they are switched on again no action runs for any change in this organization: nothing is blocked, nothing
      is logged.
    </ConfirmDialog>
  );
}
