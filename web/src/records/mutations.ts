import { useMutation, useQueryClient } from '@tanstack/react-query';
import { requestSource } from '../api/graphql-request.ts';
import { showWarnings } from '../components/toasts.tsx';
import { createDocument, deleteDocument, updateDocument } from './record-documents.ts';
import type { RecordTypeInfo } from './record-types.ts';

interface Done {
  done: { record?: { id: number | string } };
}

/**
 * Creating, updating and deleting records of a type. Each shows the warnings of the actions that ran, and makes
 * everything that lists records or logs read again: a change can cascade to records of any type.
 */
export function useRecordMutations(type: RecordTypeInfo) {
  const create = useChange((input: object) => requestSource<Done>(createDocument(type), { input }));
  const update = useChange((input: object) => requestSource<Done>(updateDocument(type), { input }));
  const remove = useChange((key: { id: number | string; etag: string }) =>
    requestSource<Done>(deleteDocument(type), key),
  );
  return { create, update, remove };
}

function useChange<Input>(run: (input: Input) => ReturnType<typeof requestSource<Done>>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: ({ warnings }) => showWarnings(warnings),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ['execution-logs'] });
      return queryClient.invalidateQueries({ queryKey: ['records'] });
    },
  });
}
