import { ActionIcon, Button, Checkbox, Group, Popover, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowDown, IconArrowUp, IconColumns3, IconMinus, IconPlus } from '@tabler/icons-react';
import { type ColumnId, clampWidth, orderColumns } from './column-preferences.ts';
import classes from './columns-menu.module.css';
import { logColumn } from './log-columns.tsx';
import type { Columns } from './use-columns.ts';

const widthStep = 24;

/** Shows, hides, moves and sizes columns, also without a pointer. */
export function ColumnsMenu({ columns }: { columns: Columns }) {
  const { preferences, change: onChange, reset: onReset } = columns;
  const visible = columns.visible.map(({ id }) => id);
  const [opened, popover] = useDisclosure(false);
  const order = orderColumns(preferences);
  const move = (id: ColumnId, by: 1 | -1) => {
    const at = order.indexOf(id);
    const moved = order.filter((other) => other !== id);
    moved.splice(at + by, 0, id);
    onChange({ order: moved });
  };
  return (
    <Popover
      opened={opened}
      onChange={(open) => (open ? popover.open() : popover.close())}
      position="bottom-end"
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <ActionIcon variant="default" size={30} aria-label="Columns" aria-haspopup="dialog" onClick={popover.toggle}>
          <IconColumns3 size={15} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label="Columns">
        <Stack gap={2} w={270}>
          {order.map((id, index) => {
            const { label, width } = logColumn(id, preferences);
            const isWaiting = preferences.shown?.[id] === undefined && !visible.includes(id);
            return (
              <Group key={id} gap={2} wrap="nowrap" className={classes.column}>
                <Checkbox
                  size="xs"
                  flex={1}
                  label={
                    <>
                      {label}
                      {isWaiting && <span className={classes.note}> no room</span>}
                    </>
                  }
                  checked={visible.includes(id)}
                  onChange={(event) => onChange({ shown: { ...preferences.shown, [id]: event.currentTarget.checked } })}
                />
                <Tool label={`Narrow ${label}`} icon={IconMinus} onClick={() => resize(id, width - widthStep)} />
                <Tool label={`Widen ${label}`} icon={IconPlus} onClick={() => resize(id, width + widthStep)} />
                <Tool label={`Move ${label} left`} icon={IconArrowUp} off={index === 0} onClick={() => move(id, -1)} />
                <Tool
                  label={`Move ${label} right`}
                  icon={IconArrowDown}
                  off={index === order.length - 1}
                  onClick={() => move(id, 1)}
                />
              </Group>
            );
          })}
          <Group justify="space-between" mt={6} gap={4} wrap="nowrap">
            <Text size="xs" c="dimmed">
              Remembered for you, in every browser
            </Text>
            <Button variant="subtle" color="gray" size="compact-xs" onClick={onReset}>
              Reset
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );

  function resize(id: ColumnId, width: number) {
    onChange({ widths: { ...preferences.widths, [id]: clampWidth(width) } });
  }
}

interface ToolProps {
  label: string;
  icon: typeof IconPlus;
  off?: boolean;
  onClick: () => void;
}

function Tool({ label, icon: ToolIcon, off, onClick }: ToolProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={22}
      aria-label={label}
      title={label}
      disabled={off}
      onClick={onClick}
    >
      <ToolIcon size={13} />
    </ActionIcon>
  );
}
