import { CompiledQuery, type QueryResult, type RawBuilder } from 'kysely';
import type { Queryable } from './tables.ts';

export type Statement<Values extends object, Row> = (db: Queryable, values: Values) => Promise<QueryResult<Row>>;

/**
 * A statement of every change, whose words are always the same: they are put together once instead of for each change.
 * @param build gets markers in the place of the values, and may use one several times
 */
export function statement<Values extends object, Row = unknown>(
  build: (values: Values) => RawBuilder<Row>,
): Statement<Values, Row> {
  let known: { text: string; keys: readonly (keyof Values)[] } | undefined;
  return (db, values) => {
    known ??= compile(build, db);
    const { text, keys } = known;
    const parameters = keys.map((key) => values[key]);
    return db.executeQuery(CompiledQuery.raw(text, parameters)) as Promise<QueryResult<Row>>;
  };
}

class Marker {
  readonly key: PropertyKey;

  constructor(key: PropertyKey) {
    this.key = key;
  }
}

function compile<Values extends object>(build: (values: Values) => RawBuilder<unknown>, db: Queryable) {
  const markers = new Proxy({}, { get: (_, key) => new Marker(key) });
  const { sql, parameters } = build(markers as Values).compile(db);
  const ofEach = parameters.map((parameter) => {
    if (!(parameter instanceof Marker)) throw new Error(`A value that is not given with each question: ${sql}`);
    return parameter.key as keyof Values;
  });
  // One that stands in several places is sent and read once.
  const keys = [...new Set(ofEach)];
  const text = sql.replace(/\$(\d+)/g, (_, n) => `$${keys.indexOf(ofEach[n - 1]!) + 1}`);
  return { text, keys };
}
