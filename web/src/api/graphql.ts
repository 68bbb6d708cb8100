import type { initGraphQLTada } from 'gql.tada';
import type { introspection } from '../graphql/introspection.d.ts';

type Tada = ReturnType<
  typeof initGraphQLTada<{
    introspection: introspection;
    disableMasking: true;
    scalars: {
      /** Records answer whole numbers, execution logs strings. */
      ID: number | string;
      DateTime: string;
      Date: string;
      JSON: unknown;
    };
  }>
>;

function joinSources(source: string, fragments: readonly unknown[] = []): string {
  return [source, ...fragments].join('\n');
}

/** Types an operation from the committed schema; at run time it is only the text. Pass each used fragment once. */
export const graphql = joinSources as unknown as Tada;
