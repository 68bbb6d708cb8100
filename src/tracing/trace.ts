// What the rooms know of tracing: a way to say which stage of a change runs. Without an exporter the stages run as if
// nothing were said. Facts are ids, names of ours and numbers, never what a person or an action wrote.

export type Facts = Readonly<Record<string, string | number | boolean | readonly number[] | undefined>>;

/** What a stage finds out while it runs. */
export type Note = (facts: Facts) => void;

export interface Trace {
  /** Runs `work` as a stage of what runs around it. What it throws marks the stage, and is thrown on. */
  stage<Result>(name: string, work: (note: Note) => Result, facts?: Facts): Result;
  /** Begins a stage that ends when the answer is called, for what begins and ends in different functions. */
  begin(name: string): (failure?: unknown) => void;
  /** Runs `work` as what a request of another program started, whose own trace its headers may name. */
  request<Result>(headers: Headers, work: (describe: (name: string, facts: Facts) => void) => Result): Result;
}

const nothing = () => {};

export const untraced: Trace = {
  stage: (_name, work) => work(nothing),
  begin: () => nothing,
  request: (_headers, work) => work(nothing),
};
