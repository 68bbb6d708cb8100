// What the process that starts several nodes and these nodes tell each other.

import type { MetricsSnapshot } from '../http/metrics.ts';
import type { DatabaseLocation } from '../storage/database.ts';

export type ToNode =
  /** `introduces`: it says what a person who starts a server is told, which the others must not: their one-time link would void its. */
  | { kind: 'begin'; node: number; introduces: boolean; database?: DatabaseLocation }
  | { kind: 'stop' }
  /** Asks for the node's own metrics. */
  | { kind: 'tell-metrics'; question: string }
  /** Answers those of all. */
  | { kind: 'all-metrics'; question: string; snapshots: MetricsSnapshot[] };

export type FromNode =
  /** It listens to messages from now on; what was said before is lost. */
  | { kind: 'loaded' }
  /** It takes requests from now on. */
  | { kind: 'ready'; about: string }
  | { kind: 'ask-metrics'; question: string }
  | { kind: 'metrics'; question: string; snapshot: MetricsSnapshot };
