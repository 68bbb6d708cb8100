import { type DocumentNode, type FieldNode, Kind, type SelectionSetNode, type ValueNode } from 'graphql';
import { onceFor } from '../record-types/once-for.ts';

/**
 * Old contexts ask a connection filtered to one id, and their code reads the node right under the root field:
 * `xs(filters: {id: {eq: $id}}) { edges { node {…} } }` becomes `{xs: node}`, None when there is no such record. Other
 * connections stay as they are.
 */
export function flattenContext(
  data: Readonly<Record<string, unknown>>,
  document: DocumentNode,
): Record<string, unknown> {
  const flat: Record<string, unknown> = { ...data };
  for (const name of namesOfOne(document)) flat[name] = onlyNode(data[name]);
  return flat;
}

const namesOfOne = onceFor((document: DocumentNode) =>
  rootFields(document)
    .filter(isFilteredToOneId)
    .map((field) => field.alias?.value ?? field.name.value),
);

function rootFields(document: DocumentNode): FieldNode[] {
  const fragments = new Map<string, SelectionSetNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition.selectionSet);
  }
  const fieldsOf = (set: SelectionSetNode | undefined): FieldNode[] =>
    (set?.selections ?? []).flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection];
      return fieldsOf(
        selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : fragments.get(selection.name.value),
      );
    });
  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? fieldsOf(definition.selectionSet) : [],
  );
}

/** The only filter is `id: {eq: …}` with one value, and the answer's edges have nodes. */
export function isFilteredToOneId({ arguments: args = [], selectionSet }: FieldNode): boolean {
  const filters = args.find((argument) => argument.name.value === 'filters')?.value;
  const id = onlyField(filters, 'id');
  const eq = id && onlyField(id, 'eq');
  return eq !== undefined && eq.kind !== Kind.NULL && hasEdges(selectionSet);
}

function onlyField(value: ValueNode | undefined, name: string): ValueNode | undefined {
  if (value?.kind !== Kind.OBJECT || value.fields.length !== 1) return undefined;
  const [field] = value.fields;
  return field!.name.value === name ? field!.value : undefined;
}

function hasEdges(set: SelectionSetNode | undefined): boolean {
  return (set?.selections ?? []).some((selection) => selection.kind === Kind.FIELD && selection.name.value === 'edges');
}

function onlyNode(connection: unknown): unknown {
  const { edges } = (connection ?? {}) as { edges?: readonly { node?: unknown }[] };
  return edges?.[0]?.node ?? null;
}
