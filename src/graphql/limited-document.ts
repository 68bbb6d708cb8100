/**
 * Reads queries within limits. What nests or repeats without end is refused before the rules of GraphQL look at it: some of
 * them take time that grows with the square, or worse, of what fragments make of a short text.
 */
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type ParseOptions,
  parse,
  type SelectionNode,
  type SelectionSetNode,
  type Source,
  type ValidationRule,
  validate,
} from 'graphql';

export const queryLimits = {
  /** Tokens of a document; parsing stops there. */
  maxTokens: 20_000,
  /** Fields inside fields. */
  maxDepth: 20,
  /** Fields of an operation with its fragments written out, aliases included. */
  maxFields: 3_000,
  /** Fields, inline fragments and fragments inside each other. */
  maxNesting: 100,
  maxFragments: 200,
  /** Changes of one mutation: each is a transaction of its own, with its actions. */
  maxChanges: 100,
};

/** @throws GraphQLError */
export function parseLimited(source: string | Source, options?: ParseOptions): DocumentNode {
  try {
    return parse(source, { ...options, maxTokens: queryLimits.maxTokens });
  } catch (error) {
    // The parser is recursive: brackets in brackets end its stack.
    if (error instanceof RangeError) throw excess('nests brackets too deep');
    if (error instanceof GraphQLError && error.message.includes('tokens. Parsing aborted'))
      throw excess(`has more than ${queryLimits.maxTokens} tokens`);
    throw error;
  }
}

export function validateLimited(
  schema: GraphQLSchema,
  document: DocumentNode,
  rules: readonly ValidationRule[],
): readonly GraphQLError[] {
  const problem = findExcess(document);
  return problem ? [problem] : validate(schema, document, rules);
}

interface Size {
  /** Fields side by side. */
  readonly width: number;
  readonly fields: number;
  readonly depth: number;
  readonly nesting: number;
}

const nothing: Size = { width: 0, fields: 0, depth: 0, nesting: 0 };

function findExcess(document: DocumentNode): GraphQLError | undefined {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const operations: OperationDefinitionNode[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
  }
  if (fragments.size > queryLimits.maxFragments) return excess(`has more than ${queryLimits.maxFragments} fragments`);
  const measure = createMeasure(fragments);
  for (const operation of operations) {
    const size = measure(operation.selectionSet, 0);
    const problem = problemOf(size);
    if (problem) return excess(problem, operation);
    if (operation.operation === OperationTypeNode.MUTATION && size.width > queryLimits.maxChanges)
      return excess(`makes more than ${queryLimits.maxChanges} changes`, operation);
  }
  return undefined;
}

/** Each fragment is measured once, and counts as often as it is used. One inside itself counts nothing there. */
function createMeasure(fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
  const measured = new Map<string, Size>();

  function measure(set: SelectionSetNode | undefined, level: number): Size {
    let size = nothing;
    for (const selection of set?.selections ?? []) {
      if (level > queryLimits.maxNesting || problemOf(size)) return size;
      const isField = selection.kind === Kind.FIELD ? 1 : 0;
      const inside = measureInside(selection, level + 1);
      size = {
        width: size.width + (isField || inside.width),
        fields: size.fields + inside.fields + isField,
        depth: Math.max(size.depth, inside.depth + isField),
        nesting: Math.max(size.nesting, inside.nesting + 1),
      };
    }
    return size;
  }

  function measureInside(selection: SelectionNode, level: number): Size {
    if (selection.kind !== Kind.FRAGMENT_SPREAD) return measure(selection.selectionSet, level);
    const name = selection.name.value;
    const known = measured.get(name);
    if (known) return known;
    measured.set(name, nothing);
    const size = measure(fragments.get(name)?.selectionSet, level);
    measured.set(name, size);
    return size;
  }
  return measure;
}

function problemOf({ fields, depth, nesting }: Size): string | undefined {
  const { maxFields, maxDepth, maxNesting } = queryLimits;
  if (depth > maxDepth) return `nests fields more than ${maxDepth} deep`;
  if (fields > maxFields) return `asks for more than ${maxFields} fields`;
  return nesting > maxNesting ? `nests more than ${maxNesting} deep` : undefined;
}

function excess(problem: string, operation?: OperationDefinitionNode): GraphQLError {
  return new GraphQLError(`The query ${problem}: ask for less at once.`, {
    nodes: operation,
    extensions: { code: 'LIMIT_EXCEEDED' },
  });
}
