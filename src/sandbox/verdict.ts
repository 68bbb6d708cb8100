import type { ActionResult, ChainOutcome, ProgramAction } from './program.ts';

/** A ValidationError always stops the change; any other failure does when the action's errorState is BLOCK. */
export function stopsTheChange(
  action: Pick<ProgramAction, 'errorState'>,
  result: Pick<ActionResult, 'outcome'>,
): boolean {
  if (result.outcome === 'BLOCKED') return true;
  return isFailure(result) && action.errorState === 'BLOCK';
}

export function isFailure(result: Pick<ActionResult, 'outcome'>): boolean {
  return result.outcome === 'FAILED' || result.outcome === 'TIMED_OUT' || result.outcome === 'OUT_OF_MEMORY';
}

/** The verdict over a chain. What blocks comes first, then failures let through, then warnings, joined by line breaks. */
export function chainVerdict(
  ran: { action: Pick<ProgramAction, 'id' | 'errorState'>; result: Pick<ActionResult, 'outcome' | 'message'> }[],
): { outcome: ChainOutcome; message: string | null; raisedActionId: number | null } {
  const blocker = ran.find(({ action, result }) => stopsTheChange(action, result));
  if (blocker) return { outcome: 'BLOCKED', message: blocker.result.message, raisedActionId: blocker.action.id };
  const failures = ran.filter(({ result }) => isFailure(result));
  const warnings = ran.filter(({ result }) => result.outcome === 'WARNED');
  const raised = failures.length ? failures : warnings;
  if (!raised.length) return { outcome: 'ALLOWED', message: null, raisedActionId: null };
  return {
    outcome: failures.length ? 'FAILED' : 'WARNED',
    message: raised.map(({ result }) => result.message).join('\n'),
    raisedActionId: raised[0]!.action.id,
  };
}
