import { Compartment, type Extension } from '@codemirror/state';
import { ViewPlugin } from '@codemirror/view';
import { completion, graphqlLanguageSupport, stateExtensions } from 'cm6-graphql';

/** GraphQL with completion from the server's schema. Errors are the server's to find: `$id` need not be declared. */
export function graphqlExtensions(): Extension {
  const schema = new Compartment();
  const loader = ViewPlugin.define((view) => {
    let open = true;
    import('./load-schema.ts')
      .then(({ loadSchema }) => loadSchema())
      .then(
        (loaded) => open && view.dispatch({ effects: schema.reconfigure(stateExtensions(loaded)) }),
        // Without a schema there is no completion, and the next editor tries again.
        () => undefined,
      );
    return {
      destroy: () => {
        open = false;
      },
    };
  });
  return [graphqlLanguageSupport(), completion, schema.of(stateExtensions()), loader];
}

/** Only the highlighting, for a query that is read. */
export function graphqlHighlighting(): Extension {
  return graphqlLanguageSupport();
}
