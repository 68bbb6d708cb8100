// Which actions a change meets. Chains are held in memory; for every change the database is asked, in its own transaction,
// whether they still hold, so that an action saved on any node is in force everywhere once it is saved.

import { type RawBuilder, sql } from 'kysely';
import type { Noted } from '../records/guard.ts';
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
  /**
   * Undefined when no action is enabled for it, or the master switch is off.
   * @param noted what a statement of the same change has answered to `actionsInForce`; without it, the database is asked.
   */
  find(tx: Queryable, target: string, event: ActionEvent, noted?: Noted): Promise<Chain | undefined>;
}

/** The revision of the actions, whether they run at all (1 or 0), and the database's clock in milliseconds. */
export const actionsInForce: RawBuilder<unknown> = sql`(
  select array[actions_revision, rules_enabled::int, floor(extract(epoch from clock_timestamp()) * 1000)]::int8[] from organization
)`;

export function createChains(): Chains {
  let known: { revision: number; chains: Map<string, ActionVersion[]> } = { revision: 0, chains: new Map() };

  return {
    async find(tx, target, event, noted) {
      const { answer, atMs } = noted ?? (await ask(tx));
      const [revision, enabled, clockMs] = answer as [number, number, number];
      if (!enabled) return undefined;
      if (revision !== known.revision) known = { revision, chains: groupByChain(await findEnabledActions(tx)) };
      const actions = known.chains.get(chainKey(target, event));
      return actions && { actions, now: new Date(clockMs + performance.now() - atMs) };
    },
  };
}

async function ask(tx: Queryable): Promise<Noted> {
  const { rows } = await sql<{ answer: unknown }>`select ${actionsInForce} as answer`.execute(tx);
  return { answer: rows[0]!.answer, atMs: performance.now() };
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
