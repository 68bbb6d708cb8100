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

export interface DraftMerge {
  draft: ActionDraft;
  theirs: DraftField[];
  /** Among theirs, those that were edited here too and so were kept. */
  contested: DraftField[];
}

/** Brings in what somebody else saved meanwhile, except where it was edited here. */
export function mergeDraft(draft: ActionDraft, base: ActionDraft, fresh: ActionDraft): DraftMerge {
  const edited = new Set(changedDraftFields(draft, base));
  const theirs = changedDraftFields(fresh, base);
  const taken = theirs.filter((field) => !edited.has(field)).map((field) => [field, fresh[field]]);
  const contested = theirs.filter((field) => edited.has(field) && draft[field] !== fresh[field]);
  return { draft: { ...draft, ...Object.fromEntries(taken) }, theirs, contested };
}
