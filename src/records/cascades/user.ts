import type { Cascade } from '../cascade.ts';

/** People sign in with their address in any case, so it is kept in one. */
export const userCascade: Cascade = {
  async prepare(draft) {
    if (typeof draft.email === 'string') draft.email = draft.email.trim().toLowerCase();
  },
};
