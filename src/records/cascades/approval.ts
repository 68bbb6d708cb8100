import type { Cascade } from '../cascade.ts';

/** An approval is by whoever gives it, unless it says otherwise. */
export const approvalCascade: Cascade = {
  async prepare(draft, { request }, old) {
    if (!old && draft.reviewerId === null && request.person.id > 0) draft.reviewerId = request.person.id;
  },
};
