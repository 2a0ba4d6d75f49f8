import type { Command } from 'commander';

/** A command: what it does, and where it is. Its code, and what that loads, is loaded when the command runs. */
export interface CommandEntry {
  readonly summary: string;
  readonly add: (program: Command) => Promise<void>;
}

export const commands: Readonly<Record<string, CommandEntry>> = {
  serve: {
    summary: 'run the sandbox on this machine, or the reference MPP for real users',
    add: async (program) => {
      (await import('./serve.js')).addServe(program);
    },
  },
  mock: {
    summary: 'run a mock: every result code and every fault on demand',
    add: async (program) => {
      (await import('./mock.js')).addMock(program);
    },
  },
  call: {
    summary: 'call sendOTP once, signed, and check the response',
    add: async (program) => {
      (await import('./call.js')).addCall(program);
    },
  },
  check: {
    summary: 'judge any implementation over the wire: which rules of the contract does it keep?',
    add: async (program) => {
      (await import('./check.js')).addCheck(program);
    },
  },
  explain: {
    summary: 'say why a signature does not verify',
    add: async (program) => {
      (await import('./explain.js')).addExplain(program);
    },
  },
  completion: {
    summary: 'print the completion script of a shell',
    add: async (program) => {
      (await import('./completion.js')).addCompletion(program);
    },
  },
};

/** Adds the commands that this command line needs: one whole, or each by its summary, for the list of them. */
export async function addCommands(program: Command, args: readonly string[]): Promise<void> {
  const [first = '', second = ''] = args.filter((argument) => !argument.startsWith('-'));
  const wanted = first === 'help' ? second : first;
  for (const [name, { summary, add }] of Object.entries(commands)) {
    if (name === wanted || wanted === 'completion') await add(program);
    else program.command(name).summary(summary).description(summary);
  }
}
