import { lazyRouteComponent } from '@tanstack/react-router';
import { loadPart } from './load-part.ts';

/** A page that is loaded when it is first shown, or about to be. */
export const lazyPage: typeof lazyRouteComponent = (load, name) => lazyRouteComponent(() => loadPart(load), name);
