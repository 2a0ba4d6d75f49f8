import { Argument, type Command } from 'commander';

const bins = ['sendotp', 'sendotp-contract'];

/** What can be typed after each command, and in the place of a command (''). */
type Words = ReadonlyMap<string, readonly string[]>;

/** `sendotp-contract completion`: commands and options for the completion of a shell. */
export function addCompletion(program: Command): void {
  program
    .command('completion')
    .summary('print the completion script of a shell')
    .description(
      'Prints a script that completes commands and options. Load it: source <(sendotp completion bash), or sendotp completion fish | source',
    )
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(scripts)))
    .addHelpText('after', '\nExit codes: 0 printed, 1 never, 2 usage error.')
    .action((shell: string) => {
      process.stdout.write(scripts[shell]?.(wordsOf(program)) ?? '');
    });
}

function wordsOf(program: Command): Words {
  const optionsOf = ({ options }: Command): string[] => [
    ...options.flatMap(({ short, long }) => [short, long].filter((name) => name !== undefined)),
    '--help',
  ];
  const words = new Map(program.commands.map((command) => [command.name(), optionsOf(command)]));
  return words.set('', [...words.keys(), 'help', ...optionsOf(program)]);
}

const scripts: Readonly<Record<string, (words: Words) => string>> = {
  bash: (words) => `_sendotp() {
  local words
  case "\${COMP_WORDS[1]}" in
${[...words].map(([name, list]) => caseOf(name, list, '    ')).join('\n')}
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then words="${(words.get('') ?? []).join(' ')}"; fi
  COMPREPLY=($(compgen -o default -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _sendotp ${bins.join(' ')}
`,
  zsh: (words) => `#compdef ${bins.join(' ')}
_sendotp() {
  if (( CURRENT == 2 )); then compadd -- ${(words.get('') ?? []).join(' ')}; return; fi
  case "$words[2]" in
${[...words]
  .filter(([name]) => name !== '')
  .map(([name, list]) => `    ${name}) compadd -- ${list.join(' ')}; _files ;;`)
  .join('\n')}
  esac
}
compdef _sendotp ${bins.join(' ')}
`,
  fish: (words) =>
    bins
      .flatMap((bin) =>
        [...words].flatMap(([name, list]) =>
          list.map((word) => {
            const where = name === '' ? '__fish_use_subcommand' : `__fish_seen_subcommand_from ${name}`;
            return `complete -c ${bin} -n '${where}' -a '${word}'\n`;
          }),
        ),
      )
      .join(''),
};

function caseOf(name: string, list: readonly string[], indent: string): string {
  return `${indent}${name === '' ? '*' : name}) words="${list.join(' ')}" ;;`;
}
