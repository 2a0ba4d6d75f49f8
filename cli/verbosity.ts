/** How much a command says: `-q, --quiet` and `-v, --verbose`, which mean the same with every command that has them. */
export interface VerbosityOptions {
  readonly quiet?: true;
  readonly verbose?: true;
}
