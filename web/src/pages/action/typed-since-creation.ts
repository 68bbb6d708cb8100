// What was typed into a new action after it was sent to be created: the page of the saved action goes on with it.
import { type ActionDraft, changedDraftFields } from '../../actions/action-draft.ts';

let kept: { id: string; sent: ActionDraft; typed: ActionDraft } | undefined;

export function keepTyped(id: string, sent: ActionDraft, typed: ActionDraft): void {
  kept = changedDraftFields(typed, sent).length > 0 ? { id, sent, typed } : undefined;
}

/** Undefined when it is what was sent. */
export function typedSinceCreation(id: number): { sent: ActionDraft; typed: ActionDraft } | undefined {
  return kept?.id === String(id) ? kept : undefined;
}

export function forgetTyped(): void {
  kept = undefined;
}
