import { Kbd, TextInput } from '@mantine/core';
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import classes from './search-box.module.css';

interface SearchBoxProps {
  value: string;
  onChange: (value: string) => void;
  /** Also the name of the box for screen readers. */
  placeholder: string;
}

/** Says what was typed 200 ms after the last key, at once on Enter. `/` focuses it. */
export function SearchBox({ value, onChange, placeholder }: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(value);
  const say = useDebouncedCallback(onChange, 200);
  useEffect(() => setTyped(value), [value]);
  useHotkeys([['/', () => input.current?.select()]]);
  return (
    <TextInput
      ref={input}
      className={classes.root}
      type="search"
      role="searchbox"
      placeholder={placeholder}
      aria-label={placeholder}
      leftSection={<IconSearch size={14} aria-hidden />}
      rightSection={typed ? undefined : <Kbd size="xs">/</Kbd>}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        say(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') say.flush();
        if (event.key === 'Escape') input.current?.blur();
      }}
    />
  );
}
