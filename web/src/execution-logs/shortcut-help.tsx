import { Kbd, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import classes from './shortcut-help.module.css';

const groups: { title: string; keys: [keys: string[], does: string][] }[] = [
  {
    title: 'In the table',
    keys: [
      [['j', '↓'], 'Next log'],
      [['k', '↑'], 'Previous log'],
      [['g'], 'First log'],
      [['Space'], 'Quick View'],
      [['Enter'], 'Open the log'],
      [['x'], 'Select'],
      [['X'], 'Select from the last one to here'],
      [['d'], 'Download'],
      [['c'], 'Copy link'],
      [['Esc'], 'Clear the selection'],
    ],
  },
  {
    title: 'In Quick View',
    keys: [
      [['→', 'j'], 'Next log'],
      [['←', 'k'], 'Previous log'],
      [['Enter'], 'Open the log'],
      [['d'], 'Download'],
      [['c'], 'Copy link'],
      [['Esc', 'Space'], 'Close'],
    ],
  },
  {
    title: 'Anywhere',
    keys: [
      [['/'], 'Search'],
      [['n'], 'Show new logs'],
      [['?'], 'This help'],
    ],
  },
];

/** While it is there it is open; when it goes, the focus is back where it was. */
export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [before]);
  return (
    <Modal opened onClose={onClose} title="Keyboard" size={620}>
      <div className={classes.root}>
        {groups.map(({ title, keys }) => (
          <section key={title}>
            <h3 className={classes.title}>{title}</h3>
            <dl className={classes.list}>
              {keys.map(([names, does]) => (
                <div key={does} className={classes.line}>
                  <dt>{does}</dt>
                  <dd>
                    {names.map((name) => (
                      <Kbd key={name} size="xs">
                        {name}
                      </Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
