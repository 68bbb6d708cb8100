import { Alert, Skeleton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ResultOf } from 'gql.tada';
import { graphql } from '../../../api/graphql.ts';
import { graphqlRequest } from '../../../api/graphql-request.ts';
import { ErrorState } from '../../../components/error-state.tsx';
import { type Fact, FactList } from '../../../components/fact-list.tsx';
import { Section } from '../../../components/section.tsx';
import { Timestamp } from '../../../components/timestamp.tsx';
import { formatBytes } from '../../../execution-logs/format-bytes.ts';

const InstallationQuery = graphql(`
  query Installation {
    installation {
      version startedAt baseUrl nodeVersion databaseVersion hasOwnDatabase hasOpenIdConnect
      sandbox {
        unavailable pythonVersion walls limits { cpuMs wallMs memoryMb outputBytes contextBytes }
      }
    }
  }
`);

type Installation = ResultOf<typeof InstallationQuery>['installation'];

const installationQuery = queryOptions({
  queryKey: ['installation'],
  queryFn: async ({ signal }) => (await graphqlRequest(InstallationQuery, {}, signal)).data.installation,
});

/** What the server knows of itself: versions, and what stands between an action and the rest. */
export function InstallationFacts() {
  const { data, error, refetch } = useQuery(installationQuery);
  if (error && !data) return <ErrorState error={error} onRetry={() => refetch()} />;
  if (!data) return <Skeleton height={220} mt="xl" />;
  const { sandbox } = data;
  return (
    <>
      <Section
        title="Sandbox"
        note="Where actions run: each in a process of its own, which reaches nothing but its context."
      >
        {sandbox.unavailable ? (
          <Alert color="red" icon={<IconAlertTriangle size={16} />} title="Actions can’t run on this server">
            {sandbox.unavailable}
          </Alert>
        ) : (
          <FactList facts={sandboxFacts(sandbox)} />
        )}
      </Section>
      <Section title="This server" note="Most of it is set in the server’s environment.">
        <FactList facts={serverFacts(data)} />
      </Section>
    </>
  );
}

function sandboxFacts({ pythonVersion, walls, limits }: Installation['sandbox']): Fact[] {
  return [
    { label: 'Python', value: pythonVersion },
    { label: 'Walls that stand', value: walls.join(', '), wide: true },
    { label: 'Processor time', value: `${limits.cpuMs.toLocaleString('en')} ms` },
    { label: 'Time by the clock', value: `${limits.wallMs.toLocaleString('en')} ms` },
    { label: 'Memory', value: `${limits.memoryMb} MB` },
    { label: 'Output', value: formatBytes(limits.outputBytes) },
    { label: 'Context', value: formatBytes(limits.contextBytes) },
  ];
}

function serverFacts(installation: Installation): Fact[] {
  return [
    { label: 'Interlock', value: installation.version },
    { label: 'Node.js', value: installation.nodeVersion },
    {
      label: 'PostgreSQL',
      value: `${installation.databaseVersion}, ${installation.hasOwnDatabase ? 'Interlock’s own' : 'yours'}`,
      wide: true,
    },
    { label: 'Running since', value: <Timestamp value={installation.startedAt} /> },
    { label: 'Address', value: installation.baseUrl, wide: true },
    { label: 'Sign-in', value: installation.hasOpenIdConnect ? 'Password, OpenID Connect' : 'Password', wide: true },
  ];
}
