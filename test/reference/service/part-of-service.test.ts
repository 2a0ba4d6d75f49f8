import { describe, expect, it } from 'vitest';
import { type Directory, MemoryDirectory, type PartOfService } from '@sendotp-contract/reference';
import { checksOf, closeParts, reloadsOf } from '../../../server/reference/service/own-parts.js';
import { RecordingChannel } from '../test-mpp.js';

/** A directory that is also a channel, and what the service calls of it. */
class DirectoryAndChannel extends RecordingChannel implements Directory, PartOfService {
  readonly #records = new MemoryDirectory({ tokens: {}, users: [], agreements: [] });
  closed = 0;

  findToken(clientId: string | undefined, token: string) {
    return this.#records.findToken(clientId, token);
  }
  findUser(id: string) {
    return this.#records.findUser(id);
  }
  mayAct(clientId: string, acquirerId: string, pspId: string) {
    return this.#records.mayAct(clientId, acquirerId, pspId);
  }
  check(): Promise<void> {
    return Promise.resolve();
  }
  reload(): Promise<void> {
    return Promise.resolve();
  }
  close(): Promise<void> {
    this.closed += 1;
    return Promise.resolve();
  }
}

describe('the parts that an MPP brings', () => {
  it('are each asked once, under the name of what they are first', () => {
    const [one, two] = [new DirectoryAndChannel(), new DirectoryAndChannel()];
    const own = { directory: one, channels: { MOBILE: one, EMAIL: two } };
    expect(checksOf(own).map(({ name }) => name)).toEqual(['directory', 'EMAIL']);
    expect(reloadsOf(own).map(({ what }) => what)).toEqual(['directory', 'EMAIL']);
  });

  it('are all closed, each once, though the first throws', async () => {
    const [one, two] = [new DirectoryAndChannel(), new DirectoryAndChannel()];
    one.close = () => {
      throw new Error('no');
    };
    await closeParts({ directory: one, channels: { MOBILE: two, EMAIL: two } });
    expect(two.closed).toBe(1);
  });
});
