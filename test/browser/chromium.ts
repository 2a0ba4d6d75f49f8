import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

/** Whether a browser is at hand. With SENDOTP_TEST_ALL=1 it has to be. */
export const hasChromium = existsSync(executablePath);
if (!hasChromium) {
  const message = `no Chromium at ${executablePath} (CHROMIUM_PATH): the tests in a browser are left out`;
  if (process.env['SENDOTP_TEST_ALL'] === '1') throw new Error(message);
  console.warn(message);
}

/** How long a browser may take for anything, in ms. */
export const patienceMs = 90_000;

/** A browser that talks to nobody by itself. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    timeout: patienceMs,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
