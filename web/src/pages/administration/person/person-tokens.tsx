import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { apiTokensQuery } from '../../../accounts/api-tokens.ts';
import { TokenTable } from '../../../accounts/token-table.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { Section } from '../../../components/section.tsx';
import type { PersonRow } from '../../../people/operations.ts';

export function PersonTokens({ person }: { person: PersonRow }) {
  const tokens = useQuery(apiTokensQuery({ everybodys: true }));
  const theirs = tokens.data?.filter(({ personId }) => String(personId) === String(person.id));
  return (
    <Section title="API tokens" note={`With them, programs ask in the name of ${person.name}.`}>
      {tokens.error && !tokens.data ? (
        <ErrorState error={tokens.error} onRetry={() => tokens.refetch()} />
      ) : !theirs ? (
        <Skeleton height={66} radius={8} />
      ) : theirs.length === 0 ? (
        <Text c="dimmed">None.</Text>
      ) : (
        <TokenTable tokens={theirs} label={`API tokens of ${person.name}`} />
      )}
    </Section>
  );
}
