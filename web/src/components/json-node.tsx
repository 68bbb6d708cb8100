import { UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import classes from './json-tree.module.css';

interface JsonNodeProps {
  /** The key or index it has in its parent; undefined at the root. */
  name?: string;
  value: unknown;
  depth: number;
}

const drawnAtOnce = 200;
const openDepth = 4;

export function JsonNode({ name, value, depth }: JsonNodeProps) {
  const children = childrenOf(value);
  if (!children) {
    return (
      <div className={classes.leaf}>
        <Name name={name} />
        <Scalar value={value} />
      </div>
    );
  }
  return <Branch name={name} value={value} items={children} depth={depth} />;
}

function Branch({ name, value, items, depth }: JsonNodeProps & { items: [string, unknown][] }) {
  const [opened, setOpened] = useState(depth < openDepth && items.length <= 50);
  const [drawn, setDrawn] = useState(drawnAtOnce);
  const summary = Array.isArray(value) ? `[${items.length}]` : `{${items.length}}`;
  if (items.length === 0) {
    return (
      <div className={classes.leaf}>
        <Name name={name} />
        <span className={classes.summary}>{Array.isArray(value) ? '[]' : '{}'}</span>
      </div>
    );
  }
  return (
    <div>
      <UnstyledButton className={classes.toggle} aria-expanded={opened} onClick={() => setOpened(!opened)}>
        <IconChevronRight size={12} className={classes.chevron} aria-hidden />
        <Name name={name} />
        <span className={classes.summary}>{summary}</span>
      </UnstyledButton>
      {opened && (
        <div className={classes.children}>
          {items.slice(0, drawn).map(([key, item]) => (
            <JsonNode key={key} name={key} value={item} depth={depth + 1} />
          ))}
          {items.length > drawn && (
            <UnstyledButton className={classes.more} onClick={() => setDrawn(drawn + 1_000)}>
              {items.length - drawn} more
            </UnstyledButton>
          )}
        </div>
      )}
    </div>
  );
}

function Name({ name }: { name: string | undefined }) {
  return name === undefined ? null : <span className={classes.name}>{name}: </span>;
}

function Scalar({ value }: { value: unknown }) {
  return <span data-kind={value === null ? 'null' : typeof value}>{JSON.stringify(value)}</span>;
}

function childrenOf(value: unknown): [string, unknown][] | undefined {
  if (Array.isArray(value)) return value.map((item, index) => [String(index), item]);
  return typeof value === 'object' && value !== null ? Object.entries(value) : undefined;
}
