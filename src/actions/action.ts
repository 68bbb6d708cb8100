// An action: a script that runs when records of its target change. Its content is versioned; its state (enabled) is not.

export type ActionEvent = 'CREATE' | 'UPDATE' | 'DELETE';
export type ErrorState = 'ALLOW' | 'BLOCK';

/** What a version keeps. */
export interface ActionContent {
  title: string;
  /** Target of a record type, as `PARTINVENTORY`. */
  target: string;
  event: ActionEvent;
  errorState: ErrorState;
  /** A GraphQL query that uses `$id`; empty for none. */
  context: string;
  code: string;
}

export interface Action extends ActionContent {
  id: number;
  etag: string;
  enabled: boolean;
  /** Counts the changes of its content, from 1. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
  createdById: number | null;
  updatedById: number | null;
}

export interface ActionVersion extends ActionContent {
  actionId: number;
  version: number;
  createdAt: Date;
  createdById: number | null;
}

/** Something wrong in an action, found before it is saved. Lines and columns count from 1. */
export interface ActionProblem {
  /** A warning keeps nobody from saving and enabling the action. Left out, it is an error. */
  severity?: 'error' | 'warning';
  field: 'title' | 'target' | 'context' | 'code';
  message: string;
  line: number | null;
  column: number | null;
}
