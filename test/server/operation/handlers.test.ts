import { contract, operations } from '@sendotp-contract/spec';
import { createSendOtpServer, type Handlers, sent, supportOnly, unsupported } from '@sendotp-contract/server';
import { afterEach, describe, expect, it } from 'vitest';
import { call } from '../../e2e/caller.js';
import { type Shell, shellOptions, startShell } from '../shell.js';

const server = (handlers: unknown) =>
  createSendOtpServer({ ...shellOptions(), handlers: handlers as Handlers });

describe('handlers', () => {
  it.each(Object.keys(operations))(
    'a missing handler of %s is refused at the start, with the two ways out',
    async (id) => {
      const { [id]: _, ...rest } = Object.fromEntries(
        Object.keys(operations).map((name) => [name, unsupported]),
      );
      await expect(server(rest)).rejects.toThrow(
        `handlers.${id} is missing; give the operation a handler, or write ${id}: unsupported`,
      );
    },
  );

  it('a handler for an operation that the contract does not have is refused at the start', async () => {
    await expect(server({ ...supportOnly({}), sendotp: () => Promise.resolve(sent('x')) })).rejects.toThrow(
      'handlers.sendotp is for no operation',
    );
  });

  it('supportOnly says of every other operation that it is unsupported', () => {
    const sendOTP = () => Promise.resolve(sent('x'));
    const handlers: Readonly<Record<string, unknown>> = supportOnly({ sendOTP });
    expect(Object.keys(handlers).sort()).toEqual(Object.keys(contract.operations).sort());
    expect(handlers['sendOTP']).toBe(sendOTP);
    expect(Object.values(supportOnly({})).every((handler) => handler === unsupported)).toBe(true);
  });

  describe('of an operation that is unsupported', () => {
    let shell: Shell;
    afterEach(async () => {
      await shell.server.close({ graceMs: 100 });
    });

    it('RC-10: its path is NO_INTERFACE_DEF like any other', async () => {
      shell = await startShell({ handlers: supportOnly({}) });
      expect((await call(shell)).code).toBe('NO_INTERFACE_DEF');
    });
  });
});
