import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useReducer, useRef } from 'react';
import { currentPersonQuery, useCurrentPerson } from './current-person.ts';
import { graphql } from './graphql.ts';
import { graphqlRequest } from './graphql-request.ts';
import { preferenceChanges } from './preference-changes.ts';

const SavePreference = graphql(`
  mutation SavePreference($input: SavePreferenceInput!) {
    savePreference(input: $input) { __typename }
  }
`);

/**
 * What the server remembers for the signed-in person under a key, and how to change it; undefined when it is nothing. A
 * change is seen at once and saved behind it; of many quick ones (a column that is being sized) the server gets the last.
 * What could not be saved lasts until the page is loaded anew; `onFailure` keeps its identity.
 */
export function usePreference(
  key: string,
  onFailure: (error: unknown) => void,
): [value: unknown, change: (value: unknown) => void] {
  const person = useCurrentPerson();
  const client = useQueryClient();
  const waiting = useRef<{ value: unknown }>(undefined);
  const isSaving = useRef(false);
  const [, showAtOnce] = useReducer((times: number) => times + 1, 0);

  const personId = person?.id;
  const change = useCallback(
    (value: unknown) => {
      if (personId === undefined) return;
      preferenceChanges.note(personId, key, value);
      client.setQueryData(currentPersonQuery.queryKey, (me) => {
        if (!me) return me;
        return { ...me, preferences: { ...me.preferences, [key]: value } };
      });
      // Whoever reads the person is told in a moment: until then React would set a box that was ticked back to what it was.
      showAtOnce();
      waiting.current = { value };
      if (isSaving.current) return;
      isSaving.current = true;
      void (async () => {
        for (let next = waiting.current; next; next = waiting.current) {
          waiting.current = undefined;
          await graphqlRequest(SavePreference, { input: { key, value: next.value } })
            .then(() => preferenceChanges.noteSaved(personId, key, next.value))
            .catch(onFailure);
        }
        isSaving.current = false;
      })();
    },
    [client, key, onFailure, personId],
  );
  const latest = client.getQueryData(currentPersonQuery.queryKey) ?? person;
  return [latest?.preferences[key], change];
}
