import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { recordOptionQuery, recordOptionsQuery } from '../operations.ts';
import { inSentence, type RecordTypeInfo, useRecordTypes } from '../record-types.ts';
import { isRecordData, type RecordData, recordDescription, recordTitle } from '../record-value.ts';

export interface RecordOption {
  value: string;
  label: string;
}

/** Options of a picker: the chosen records, then those that match what is typed in it. */
export function useRecordOptions(typeName: string, chosen: readonly RecordData[]) {
  const type = useRecordTypes().find((known) => known.name === typeName)!;
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search, 150);
  const titles = new Map(chosen.map((record) => [String(record.id), recordDescription(type, record)]));
  // A picker shows the chosen record's title as its search text; that is no search.
  const asked = [...titles.values()].includes(settled) ? '' : settled;
  const { data = [], isFetching, isPlaceholderData, error } = useQuery(recordOptionsQuery(type, asked));
  // Until the answer is there, nothing is offered that does not match what is typed.
  const waiting = search !== settled || isPlaceholderData;
  const found = waiting ? data.filter((record) => matches(recordDescription(type, record), search)) : data;
  const byId = new Map([...chosen, ...found].map((record) => [String(record.id), record]));
  return {
    type,
    options: [...byId.values()].map((record) => toOption(type, record)),
    find: (id: string): RecordData | undefined => byId.get(id),
    search,
    setSearch,
    nothingFound: error
      ? 'The records could not be searched'
      : isFetching
        ? 'Searching…'
        : `No ${inSentence(type.label)} matches`,
  };
}

function matches(text: string, search: string): boolean {
  return text.toLowerCase().includes(search.trim().toLowerCase());
}

function toOption(type: RecordTypeInfo, record: RecordData): RecordOption {
  return { value: String(record.id), label: recordDescription(type, record) };
}

export function chosenRecords(value: unknown): RecordData[] {
  return (Array.isArray(value) ? value : [value]).filter(isRecordData);
}

/** The record of which only the id is known; undefined until it is read, and when there is none. */
export function useRecordOfId(typeName: string, id: string | null): RecordData | undefined {
  const type = useRecordTypes().find((known) => known.name === typeName)!;
  return useQuery(recordOptionQuery(type, id ?? '')).data ?? undefined;
}

/** Its title; the id until it is read. */
export function useRecordTitle(typeName: string, id: string): string {
  const type = useRecordTypes().find((known) => known.name === typeName)!;
  const record = useRecordOfId(typeName, id);
  return record ? recordTitle(type, record) : id;
}
