import type { ActionDraft } from '../../actions/action-draft.ts';
import { changedDraftFields } from '../../actions/action-draft.ts';
import type { ActionInput, ActionUpdate } from '../../actions/operations.ts';

/** The input that creates the draft, which has a target and an event. */
export function newActionInput({ target, eventType, ...draft }: ActionDraft): ActionInput {
  return { ...draft, target: target!, eventType: eventType! };
}

/** Only what was changed, so that nobody else's edit is overwritten. */
export function actionUpdate(id: number | string, etag: string, draft: ActionDraft, base: ActionDraft): ActionUpdate {
  const changes = changedDraftFields(draft, base).map((field) => [field, draft[field]]);
  return { id, etag, ...Object.fromEntries(changes) };
}
