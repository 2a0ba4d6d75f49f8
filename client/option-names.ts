import { OptionFault } from './fault.js';

/**
 * Refuses what is no object, and names that no option has.
 * @param kind what the object is called in the message, such as `retry`
 * @throws Fault CONFIGURATION that names the nearest option
 */
export function checkNames(given: unknown, known: readonly string[], kind: string): void {
  if (typeof given !== 'object' || given === null)
    throw new OptionFault((words) => words.noObject(kind, given));
  const stranger = Object.keys(given).find((name) => !known.includes(name));
  if (stranger !== undefined) throw new OptionFault((words) => words.unknownOption(kind, stranger, known));
}
