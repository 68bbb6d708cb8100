import { type ImportVerdict, importActions } from '../../actions/operations.ts';

/** What became of one rule, or of a text that holds none; `file` is where it came from, undefined when it was pasted. */
export interface ImportOutcome {
  file?: string;
  verdict: ImportVerdict;
}

export interface ImportSource {
  file?: string;
  read: () => Promise<string>;
}

/** Imports each in turn, so that one that can't be read or is refused does not keep the others out. */
export async function importSources(sources: readonly ImportSource[]): Promise<ImportOutcome[]> {
  const outcomes: ImportOutcome[] = [];
  for (const { file, read } of sources) {
    const verdicts = await importOne(read);
    outcomes.push(...verdicts.map((verdict) => ({ file, verdict })));
  }
  return outcomes;
}

async function importOne(read: ImportSource['read']): Promise<ImportVerdict[]> {
  try {
    return await importActions(await read());
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [{ title: null, rule: null, problems: [{ field: 'source', message, line: null, column: null }] }];
  }
}
