/**
 * A person who is remembered from a request a moment before may be trusted for one thing: a change of one record, as the
 * statement that writes it tells whether they still are who they were (see `Confirmation`). That saves a query. Whether an
 * operation is no more than that is known once its document was validated, so the first of a kind is asked for as any other.
 * What ends without the confirmation, be it for an error of any kind, has done nothing, and is executed again for whom the
 * database finds.
 */
import { type DocumentNode, type GraphQLSchema, Kind, OperationTypeNode } from 'graphql';

/** Name of a mutation's extension. */
export const confirmsPersonKey = 'confirmsPerson';

/** Documents kept in mind, and how long each may be; with one more, all are forgotten. */
const maxDocuments = 1000;
const maxDocumentLength = 10_000;

export interface SingleChanges {
  /** Whether a document of these words was found to be one. */
  has(query: string | undefined): boolean;
  /** Keeps in mind a document that is valid. */
  note(query: string | undefined, schema: GraphQLSchema, document: DocumentNode): void;
}

export function createSingleChanges(): SingleChanges {
  const known = new Set<string>();
  return {
    has: (query) => query !== undefined && known.has(query),
    note(query, schema, document) {
      if (query === undefined || query.length > maxDocumentLength || known.has(query)) return;
      if (!changesOneRecord(schema, document)) return;
      if (known.size >= maxDocuments) known.clear();
      known.add(query);
    },
  };
}

/** One operation, of one field that is nothing but a change of a record, with no condition. */
function changesOneRecord(schema: GraphQLSchema, { definitions }: DocumentNode): boolean {
  const operations = definitions.filter(({ kind }) => kind !== Kind.FRAGMENT_DEFINITION);
  const [operation] = operations;
  if (operations.length !== 1 || operation?.kind !== Kind.OPERATION_DEFINITION) return false;
  if (operation.operation !== OperationTypeNode.MUTATION || operation.directives?.length) return false;
  const { selections } = operation.selectionSet;
  const [field] = selections;
  if (selections.length !== 1 || field?.kind !== Kind.FIELD || field.directives?.length) return false;
  return schema.getMutationType()?.getFields()[field.name.value]?.extensions[confirmsPersonKey] === true;
}
