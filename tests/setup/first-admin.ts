/** Who signs in first, in browser tests. */
export const firstAdmin = { name: 'Ada Lovelace', email: 'ada@example.com', password: 'difference engine' };
