// Which actions a change meets. Chains are held in memory; every look-up asks the database, in the change's own
// transaction, whether they still hold, so that an action saved on any node is in force everywhere once it is saved.

import { sql } from 'kysely';
import type { Queryable } from '../storage/tables.ts';
import type { ActionEvent, ActionVersion } from './action.ts';
import { findEnabledActions } from './action-rows.ts';

export interface Chain {
  /** In id order; never empty. */
  actions: readonly ActionVersion[];
  /** The moment of the look-up by the database's clock, to the millisecond: the Created At of the log. */
  now: Date;
}

export interface Chains {
  /** Undefined when no action is enabled for it, or the master switch is off. */
  find(tx: Queryable, target: string, event: ActionEvent): Promise<Chain | undefined>;
}

export function createChains(): Chains {
  let known: { revision: number; chains: Map<string, ActionVersion[]> } = { revision: 0, chains: new Map() };

  return {
    async find(tx, target, event) {
      const { rows } = await sql<{ revision: number; enabled: boolean; now: Date }>`
        select actions_revision as revision, rules_enabled as enabled, clock_timestamp()::timestamptz(3) as now
        from organization`.execute(tx);
      const { revision, enabled, now } = rows[0]!;
      if (!enabled) return undefined;
      if (revision !== known.revision) known = { revision, chains: groupByChain(await findEnabledActions(tx)) };
      const actions = known.chains.get(chainKey(target, event));
      return actions && { actions, now };
    },
  };
}

function groupByChain(actions: ActionVersion[]): Map<string, ActionVersion[]> {
  const chains = new Map<string, ActionVersion[]>();
  for (const action of actions) {
    const key = chainKey(action.target, action.event);
    chains.set(key, [...(chains.get(key) ?? []), action]);
  }
  return chains;
}

function chainKey(target: string, event: ActionEvent): string {
  return `${event} ${target}`;
}
