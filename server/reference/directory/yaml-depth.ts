import { Lexer, Parser } from 'yaml';

/** More than any file of this project needs; building the document recurses once for each level. */
const deepest = 64;

/**
 * Whether YAML or JSON is nested too deeply to be built: 16 KB of `[` would exhaust the stack and end the process. Reading the
 * tokens does not recurse.
 */
export function isNestedTooDeeply(content: string): boolean {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(content)) {
    // The tokens that are complete by now are not needed: drained only so that the parser advances.
    Array.from(parser.next(lexeme));
    if (parser.stack.length > deepest) return true;
  }
  return false;
}
