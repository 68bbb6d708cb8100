// What the editor of an action holds: the action's content as it is being edited, and how it is saved.
import type { Problem } from '../api/graphql-request-error.ts';
import type { Action, ActionInput } from './operations.ts';

type EventType = ActionInput['eventType'];
type Target = ActionInput['target'];

export interface ActionDraft {
  title: string;
  /** Null until one is chosen. */
  target: Target | null;
  eventType: EventType | null;
  errorState: 'ALLOW' | 'BLOCK';
  enabled: boolean;
  context: string;
  code: string;
}

export const emptyDraft: ActionDraft = {
  title: '',
  target: null,
  eventType: null,
  errorState: 'BLOCK',
  enabled: true,
  context: '',
  code: '',
};

const fields = ['title', 'target', 'eventType', 'errorState', 'enabled', 'context', 'code'] as const;
export type DraftField = (typeof fields)[number];

export const draftLabels: Record<DraftField, string> = {
  title: 'Title',
  target: 'Target',
  eventType: 'Event',
  errorState: 'When the action fails',
  enabled: 'Enabled',
  context: 'Context',
  code: 'Code',
};

export function draftOf(action: Action): ActionDraft {
  const { title, target, eventType, errorState, enabled, context, code } = action;
  return { title, target, eventType, errorState, enabled, context: context ?? '', code };
}

export function changedDraftFields(draft: ActionDraft, base: ActionDraft): DraftField[] {
  return fields.filter((field) => draft[field] !== base[field]);
}

/** What keeps a draft from being sent at all; everything else is the server's to judge. */
export function draftProblems(draft: ActionDraft): Problem[] {
  const problems: Problem[] = [];
  if (!draft.title.trim()) problems.push({ field: 'title', message: 'Give the action a title' });
  if (!draft.target) problems.push({ field: 'target', message: 'Choose the record type to watch' });
  if (!draft.eventType) problems.push({ field: 'eventType', message: 'Choose the event to watch' });
  return problems;
}

/** Brings in what somebody else saved meanwhile, except where it was edited here. */
export function mergeDraft(draft: ActionDraft, base: ActionDraft, fresh: ActionDraft): ActionDraft {
  const edited = new Set(changedDraftFields(draft, base));
  const taken = changedDraftFields(fresh, base).filter((field) => !edited.has(field));
  return { ...draft, ...Object.fromEntries(taken.map((field) => [field, fresh[field]])) };
}

export interface TheirChanges {
  /** Those that the draft holds now. */
  taken: DraftField[];
  /** Those that the draft differs in: saving it replaces theirs. */
  contested: DraftField[];
}

/** What somebody else made of `before`, and whether the draft holds it. */
export function compareWithTheirs(draft: ActionDraft, before: ActionDraft, theirs: ActionDraft): TheirChanges {
  const changed = changedDraftFields(theirs, before);
  const isTaken = (field: DraftField) => draft[field] === theirs[field];
  return { taken: changed.filter(isTaken), contested: changed.filter((field) => !isTaken(field)) };
}
