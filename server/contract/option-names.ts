import { suggestion } from '@sendotp-contract/message/nearest-name';

/** A name for each option: one that is missing does not compile. */
export type NamesOf<Options> = Readonly<Record<keyof Options, true>>;

/**
 * Refuses an option that does not exist.
 * @throws TypeError for one that is not one of these, with the one that was probably meant
 */
export function checkOptionNames(options: object, names: Readonly<Record<string, true>>): void {
  const known = Object.keys(names);
  const stranger = Object.keys(options).find((name) => !known.includes(name));
  if (stranger !== undefined)
    throw new TypeError(
      `the options: there is no option ${JSON.stringify(stranger)}; ${suggestion(stranger, known)}`,
    );
}
