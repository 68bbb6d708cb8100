// What the web app remembers for a person wherever they sign in: which columns of a list, for example. Values are the app's
// own and opaque here; the limits keep one person from filling the database.

import type { Queryable } from '../storage/tables.ts';

export type Preferences = Record<string, unknown>;

/** What is wrong with a preference; the message is for whoever wrote the client. */
export class BadPreferenceError extends Error {
  override name = 'BadPreferenceError';
}

const keyPattern = /^[a-z][A-Za-z0-9]{0,59}$/;
const maxValueCharacters = 8_000;
const maxKeys = 100;

export async function findPreferences(db: Queryable, personId: number): Promise<Preferences> {
  const rows = await db.selectFrom('preference').select(['key', 'value']).where('person_id', '=', personId).execute();
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
}

/** Null forgets what was kept. @throws BadPreferenceError */
export async function savePreference(db: Queryable, personId: number, key: string, value: unknown): Promise<void> {
  if (!keyPattern.test(key)) {
    throw new BadPreferenceError(
      `The key "${key.slice(0, 100)}" can't be used: a key is a small letter and up to 59 letters and digits`,
    );
  }
  const own = db.deleteFrom('preference').where('person_id', '=', personId).where('key', '=', key);
  if (value == null) {
    await own.execute();
    return;
  }
  const text = JSON.stringify(value);
  if (text.length > maxValueCharacters) {
    throw new BadPreferenceError(`The value has ${text.length} characters of JSON; the limit is ${maxValueCharacters}`);
  }
  const others = await db
    .selectFrom('preference')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('person_id', '=', personId)
    .where('key', '!=', key)
    .executeTakeFirstOrThrow();
  if (Number(others.count) >= maxKeys) {
    throw new BadPreferenceError(
      `There are ${others.count} preferences; the limit is ${maxKeys}: save null for one first`,
    );
  }
  await db
    .insertInto('preference')
    .values({ person_id: personId, key, value: text })
    .onConflict((conflict) =>
      conflict.columns(['person_id', 'key']).doUpdateSet({ value: text, updated_at: new Date() }),
    )
    .execute();
}
