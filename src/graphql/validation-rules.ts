/** How queries are validated: the specified rules, with lenient variables. */
import {
  type ASTVisitor,
  GraphQLError,
  type GraphQLInputType,
  type GraphQLType,
  getNullableType,
  isEnumType,
  isListType,
  isNonNullType,
  isTypeSubTypeOf,
  Kind,
  specifiedRules,
  typeFromAST,
  type ValidationContext,
  type ValidationRule,
  type VariableDefinitionNode,
  VariablesInAllowedPositionRule,
} from 'graphql';

/** Types that a variable may have where the schema expects the type named first. */
const lenient: Readonly<Record<string, readonly string[]>> = {
  ID: ['Int', 'String'],
  String: ['ID'],
  Float: ['Int'],
  DateTime: ['String'],
  Date: ['String'],
  JSON: ['String', 'Int', 'Float', 'Boolean', 'ID'],
};

export const validationRules: readonly ValidationRule[] = [
  ...specifiedRules.filter((rule) => rule !== VariablesInAllowedPositionRule),
  lenientVariables,
];

/**
 * Replaces the specified rule: ids may come from `Int` or `String` variables, times and values of enumerations from
 * `String` ones. What they hold is checked where it is used.
 */
export function lenientVariables(context: ValidationContext): ASTVisitor {
  const definitions = new Map<string, VariableDefinitionNode>();
  return {
    VariableDefinition: { enter: (node) => void definitions.set(node.variable.name.value, node) },
    OperationDefinition: {
      enter: () => definitions.clear(),
      leave(operation) {
        for (const { node, type, defaultValue } of context.getRecursiveVariableUsages(operation)) {
          const definition = definitions.get(node.name.value);
          const given = definition && typeFromAST(context.getSchema(), definition.type);
          if (!definition || !given || !type || isAllowed(context, definition, given, type, defaultValue)) continue;
          context.reportError(
            new GraphQLError(
              `Variable "$${node.name.value}" of type "${given}" used in position expecting type "${type}".`,
              { nodes: [definition, node] },
            ),
          );
        }
      },
    },
  };
}

function isAllowed(
  context: ValidationContext,
  { defaultValue: own }: VariableDefinitionNode,
  given: GraphQLType,
  expected: GraphQLInputType,
  defaultValue: unknown,
): boolean {
  if (isNonNullType(expected) && !isNonNullType(given)) {
    const hasDefault = (own && own.kind !== Kind.NULL) || defaultValue !== undefined;
    return hasDefault ? fits(context, given, expected.ofType) : false;
  }
  return fits(context, given, expected);
}

function fits(context: ValidationContext, given: GraphQLType, expected: GraphQLType): boolean {
  if (isTypeSubTypeOf(context.getSchema(), given, expected)) return true;
  if (isNonNullType(expected)) return isNonNullType(given) && fits(context, given.ofType, expected.ofType);
  const plain = getNullableType(given);
  if (isListType(expected) || isListType(plain)) {
    return isListType(expected) && isListType(plain) && fits(context, plain.ofType, expected.ofType);
  }
  if (isEnumType(expected)) return plain.name === 'String';
  return lenient[expected.name]?.includes(plain.name) ?? false;
}
