// What the process that starts several nodes and these nodes tell each other.

import type { MetricsSnapshot } from '../http/metrics.ts';
import type { DatabaseLocation } from '../storage/database.ts';

export type ToNode =
  | { kind: 'begin'; node: number; database?: DatabaseLocation }
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
