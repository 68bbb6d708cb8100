import { type Setting, settings } from '../settings.ts';

/** The text of docs/settings.md: one row for every setting that config.ts declares. */
export function settingsReference(): string {
  const rows = Object.entries(settings as Record<string, Setting<unknown>>).map(
    ([name, { description, default: value, unit, allowed, secret }]) => {
      const shownDefault = value === undefined ? '' : `\`${value}\`${unit ? ` ${unit}` : ''}`;
      return `| \`${name}\` | ${description}${secret ? ' (secret: never shown)' : ''} | ${shownDefault} | ${allowed} |`;
    },
  );
  return `# Settings

Interlock is set up by environment variables, read once at the start. One with a value that can't be is refused with what
is allowed. This page is generated from \`src/settings.ts\` (\`npm run settings\`).

| name | what it sets | default | allowed |
|---|---|---|---|
${rows.join('\n')}
`;
}
