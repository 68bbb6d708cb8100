import { skipToken, useQuery } from '@tanstack/react-query';
import type { Shape } from '../code/shape.ts';
import { type RecordTypeInfo, useTargets } from '../records/record-types.ts';
import type { ActionDraft } from './action-draft.ts';

const text: Shape = { detail: 'str' };
const texts: Shape = { detail: 'list of str', item: text };

/** What `context` holds in the draft's code: the query's result, `changes` and `currentUser`. Undefined until it is known. */
export function useContextShape({ context, target }: ActionDraft): Shape | undefined {
  const type = useTargets().find(target ?? '');
  const query = useQuery({
    queryKey: ['context-shape', context],
    queryFn: context.trim() ? () => readQueryShape(context) : skipToken,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 10_000,
  });
  if (!type) return undefined;
  const currentUser: Shape = { detail: 'who changes it', fields: { email: text, roles: texts, teams: texts } };
  return { detail: 'dict', fields: { ...query.data, changes: changesShape(type), currentUser } };
}

async function readQueryShape(source: string) {
  const [{ loadSchema }, { queryShape }] = await Promise.all([
    import('../code/load-schema.ts'),
    import('../code/query-shape.ts'),
  ]);
  return queryShape(source, await loadSchema());
}

/** Old and new of each field of the record type; those that did not change are absent. */
function changesShape(type: RecordTypeInfo): Shape {
  const change: Shape = { detail: 'old and new', fields: { old: { detail: 'before' }, new: { detail: 'after' } } };
  const names = type.fields
    .filter(({ readOnly }) => !readOnly)
    .map(({ name, kind, inputName }) => {
      return kind === 'RELATION' ? (inputName ?? name) : name;
    });
  const table: Shape = { detail: type.label, fields: Object.fromEntries(names.map((name) => [name, change])) };
  return { detail: 'what changes', fields: { [type.listQueryName]: table } };
}
