// The shape of `context` that a context query gives, found by walking its selections through the schema. What can't be
// followed (a half-typed query, an unknown field) is left out: completion offers less, and never anything wrong.
import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import type { Shape } from './shape.ts';

interface Walk {
  schema: GraphQLSchema;
  fragments: Map<string, FragmentDefinitionNode>;
}

/** The root fields of the query by their names in `context`; empty while it can't be parsed. */
export function queryShape(source: string, schema: GraphQLSchema): Record<string, Shape> {
  let definitions: ReturnType<typeof parse>['definitions'];
  try {
    ({ definitions } = parse(source));
  } catch {
    return {};
  }
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const operation = definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const root = schema.getQueryType();
  if (operation?.kind !== Kind.OPERATION_DEFINITION || !root) return {};
  const shapes = selectionShapes(operation.selectionSet, root.name, { schema, fragments });
  for (const field of fieldsOf(operation.selectionSet, fragments)) {
    const name = nameOf(field);
    const node = isFilteredToOneId(field) ? shapes[name]?.fields?.edges?.item?.fields?.node : undefined;
    if (node) shapes[name] = node;
  }
  return shapes;
}

function selectionShapes(set: SelectionSetNode, typeName: string, walk: Walk): Record<string, Shape> {
  const type = walk.schema.getType(typeName);
  if (!isObjectType(type)) return {};
  const known = type.getFields();
  return Object.fromEntries(
    fieldsOf(set, walk.fragments).flatMap((field) => {
      const found = known[field.name.value];
      return found ? [[nameOf(field), shapeOf(found.type, field.selectionSet, walk)]] : [];
    }),
  );
}

function shapeOf(type: GraphQLOutputType, set: SelectionSetNode | undefined, walk: Walk): Shape {
  if (isNonNullType(type)) return shapeOf(type.ofType, set, walk);
  if (isListType(type)) {
    const item = shapeOf(type.ofType, set, walk);
    return { detail: `list of ${item.detail}`, item };
  }
  const { name } = getNamedType(type);
  if (!set || !isCompositeType(type)) return { detail: name };
  return { detail: name, fields: selectionShapes(set, name, walk) };
}

function fieldsOf(set: SelectionSetNode, fragments: Walk['fragments']): FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(selection.selectionSet, fragments);
    const fragment = fragments.get(selection.name.value);
    return fragment ? fieldsOf(fragment.selectionSet, fragments) : [];
  });
}

function nameOf(field: FieldNode): string {
  return field.alias?.value ?? field.name.value;
}

/** Such a connection is flattened: its only node stands right under the field's name. */
function isFilteredToOneId({ arguments: args = [] }: FieldNode): boolean {
  const filters = args.find((argument) => argument.name.value === 'filters')?.value;
  const id = onlyField(filters, 'id');
  return onlyField(id, 'eq') !== undefined;
}

function onlyField(value: ValueNode | undefined, name: string): ValueNode | undefined {
  if (value?.kind !== Kind.OBJECT || value.fields.length !== 1) return undefined;
  const [field] = value.fields;
  return field?.name.value === name ? field.value : undefined;
}
