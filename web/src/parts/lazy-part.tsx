import { Component, type ComponentType, lazy, type ReactNode, Suspense, useReducer } from 'react';
import { isRequestError } from '../api/graphql-request-error.ts';
import { ErrorState } from '../components/error-state.tsx';
import { loadPart, PartGoneError } from './load-part.ts';
import { useWhenReachable } from './use-when-reachable.ts';

export interface LazyPart<Props> {
  Part: ComponentType<Props>;
  /** Forgets that it could not be loaded. */
  renew: () => void;
}

export function createLazyPart<Module, Props extends object>(
  load: () => Promise<Module>,
  pick: (module: Module) => ComponentType<Props>,
): LazyPart<Props> {
  // What `lazy` answers takes other properties than the component that it loads, as TypeScript sees it.
  const begin = () => lazy(async () => ({ default: pick(await loadPart(load)) })) as unknown as ComponentType<Props>;
  const part = {
    Part: begin(),
    renew: () => {
      part.Part = begin();
    },
  };
  return part;
}

interface ShowPartProps<Props> {
  part: LazyPart<Props>;
  props: Props;
  /** Stands there while it is loaded. */
  fallback: ReactNode;
}

/** A part of a page that is loaded when it is first shown. When it can't be, the rest of the page stays as it is. */
export function ShowPart<Props extends object>({ part, props, fallback }: ShowPartProps<Props>) {
  const [attempt, tryAgain] = useReducer((attempts: number) => attempts + 1, 0);
  const { Part } = part;
  const retry = () => {
    part.renew();
    tryAgain();
  };
  return (
    <PartBoundary key={attempt} onRetry={retry}>
      <Suspense fallback={fallback}>
        <Part {...props} />
      </Suspense>
    </PartBoundary>
  );
}

class PartBoundary extends Component<{ onRetry: () => void; children: ReactNode }, { error?: unknown }> {
  override state: { error?: unknown } = {};

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    if (!isRequestError(error, 'OFFLINE') && !(error instanceof PartGoneError)) throw error;
    return <PartFailure error={error} onRetry={this.props.onRetry} />;
  }
}

function PartFailure({ error, onRetry }: { error: Error; onRetry: () => void }) {
  useWhenReachable(isRequestError(error, 'OFFLINE'), onRetry);
  return <ErrorState error={error} onRetry={onRetry} />;
}
