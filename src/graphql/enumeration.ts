import { GraphQLEnumType, type GraphQLEnumTypeConfig, GraphQLError, Kind, type ValueNode } from 'graphql';

/** An enumeration that accepts its values in any case, bare, quoted or as a variable; it answers in upper case. */
class LenientEnumType extends GraphQLEnumType {
  readonly #exact: ReadonlyMap<string, string>;

  constructor(config: Readonly<GraphQLEnumTypeConfig>) {
    super(config);
    this.#exact = new Map(Object.keys(config.values).map((name) => [name.toLowerCase(), name]));
  }

  override parseValue(value: unknown): unknown {
    return super.parseValue(this.#named(value));
  }

  override parseLiteral(node: ValueNode): unknown {
    if (node.kind !== Kind.STRING && node.kind !== Kind.ENUM) {
      throw new GraphQLError(`${this.name} has no such value; its values are ${this.#all()}.`, { nodes: node });
    }
    return super.parseValue(this.#named(node.value));
  }

  #named(value: unknown): string {
    const name = typeof value === 'string' ? this.#exact.get(value.toLowerCase()) : undefined;
    if (name) return name;
    throw new GraphQLError(`${JSON.stringify(value)} is not a ${this.name}; its values are ${this.#all()}.`);
  }

  #all(): string {
    return [...this.#exact.values()].join(', ');
  }
}

export function enumeration(name: string, values: readonly string[], description?: string): GraphQLEnumType {
  return new LenientEnumType({
    name,
    description,
    values: Object.fromEntries(values.map((value) => [value, { value }])),
  });
}
