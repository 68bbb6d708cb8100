import type { EventType } from './log-list-state.ts';

const labels: Record<EventType, string> = { CREATE: 'Create', UPDATE: 'Update', DELETE: 'Delete' };

export function eventLabel(event: EventType): string {
  return labels[event];
}
