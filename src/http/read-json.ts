import { BadInputError } from '../records/errors.ts';
import type { HttpContext } from './http-env.ts';

/** @throws BadInputError */
export async function readJson(c: HttpContext): Promise<unknown> {
  try {
    return await c.req.json();
  } catch {
    throw new BadInputError(`${c.req.method} ${c.req.path} takes JSON, and its body is not.`);
  }
}
