import { createHash } from 'node:crypto';

/** A Lua script, which Redis runs as one atomic step and remembers by the SHA-1 of its text. */
export class RedisScript {
  readonly lua: string;
  readonly sha1: string;

  constructor(lua: string) {
    this.lua = lua;
    this.sha1 = createHash('sha1').update(lua).digest('hex');
  }
}
