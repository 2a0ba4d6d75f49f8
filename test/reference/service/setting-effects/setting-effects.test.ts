import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SettingName, settingRows } from '../../../../server/reference/service/setting-rows.js';
import type { Effect } from './effect.js';
import { EffectWorld } from './effect-world.js';
import { limitEffects } from './limit-effects.js';
import { messageEffects } from './message-effects.js';
import { otpEffects } from './otp-effects.js';
import { serverEffects } from './server-effects.js';

/** For every setting, the test that fails when its value is read but not used. A row that is missing is a type error. */
const effects: Readonly<Record<SettingName, Effect>> = {
  ...serverEffects,
  ...otpEffects,
  ...limitEffects,
  ...messageEffects,
};

describe('every setting has an effect', () => {
  let world: EffectWorld;
  beforeEach(() => {
    world = new EffectWorld();
  });
  afterEach(() => world.close());

  for (const [name, effect] of Object.entries(effects)) {
    if ('file' in effect) {
      it(`${name}: shown by ${effect.file}`, () => {
        expect(readFileSync(effect.file, 'utf8')).toContain(effect.title);
      });
    } else {
      it.each(effect.values)(`${name}=%s`, async (value, seen) => {
        expect(await effect.look(world, { [name]: value }, value)).toEqual(seen);
      });
    }
  }

  it('and no other is listed', () => {
    expect(Object.keys(effects).sort()).toEqual(Object.keys(settingRows).sort());
  });
});
