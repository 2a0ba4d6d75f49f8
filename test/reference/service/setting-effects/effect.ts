import type { SettingName } from '../../../../server/reference/service/setting-rows.js';
import type { EffectWorld, Environment } from './effect-world.js';

/** Each value of a setting, and what is seen with it. */
export interface Seen {
  readonly values: readonly (readonly [value: string, seen: unknown])[];
  /** @param environment the value under the setting's name */
  readonly look: (world: EffectWorld, environment: Environment, value: string) => Promise<unknown>;
}

/** A test of another file, by a part of its title. */
export interface ShownBy {
  readonly file: string;
  readonly title: string;
}

export type Effect = Seen | ShownBy;
/** The effects of some settings. */
export type Effects = Readonly<Partial<Record<SettingName, Effect>>>;
