/** The part of pg-copy-streams that the loader uses; the package has no types of its own. */
declare module 'pg-copy-streams' {
  import type { Submittable } from 'pg';
  import type { Writable } from 'node:stream';

  /** A stream to hand to `client.query` and to write the rows to. */
  export function from(sql: string): Writable & Submittable;
}
