import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';

/** The ids of the actions that ran, each linked. */
export function ActionLinks({ ids }: { ids: readonly (number | string)[] }) {
  return ids.map((id, index) => (
    <Fragment key={id}>
      {index > 0 && ', '}
      <Link to="/actions/$id" params={{ id: String(id) }}>
        {id}
      </Link>
    </Fragment>
  ));
}
