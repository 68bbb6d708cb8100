import type { PeopleVariables } from '../../../people/operations.ts';
import type { PeopleSearch } from './search.ts';

const pageSize = 50;

/** What the server is asked for: search and every filter must match; the search, a part of name or email. */
export function peopleVariables({ search, role, team, state, after, before }: PeopleSearch): PeopleVariables {
  const pattern = search && `%${search.trim().replace(/[\\%_]/g, '\\$&')}%`;
  const conditions = [
    ...(pattern ? [{ or: [{ name: { ilike: pattern } }, { email: { ilike: pattern } }] }] : []),
    ...(role ? [{ roles: { id: { in: role } } }] : []),
    ...(team ? [{ teams: { id: { in: team } } }] : []),
    ...(state?.length === 1 ? [{ isActive: { eq: state[0] === 'active' } }] : []),
  ];
  return {
    filters: conditions.length ? { and: conditions } : null,
    ...(before ? { last: pageSize, before } : { first: pageSize, after }),
  };
}
