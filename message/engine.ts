import { useCodec, webCodec } from './base64.js';
import type { Memory } from './content-to-be-signed.js';
import { webRsa } from './rsa.js';

interface Runtime {
  readonly process?: {
    readonly versions?: { readonly node?: string; readonly bun?: string; readonly deno?: string };
  };
}

/** The one in use. */
export let rsa = webRsa;

/** Memory for content that does not leave this package; undefined where none is cheaper than that of its own. */
export let pooled: Memory | undefined;

let choice: Promise<void> | undefined;

/** Takes the fastest RSA and base64 that this runtime has. It is asked for with every key, and a page loads nothing for it. */
export function chooseEngine(): Promise<void> {
  choice ??= choose();
  return choice;
}

async function choose(): Promise<void> {
  const { node, bun, deno } = (globalThis as Runtime).process?.versions ?? {};
  if (node === undefined || bun !== undefined || deno !== undefined) return;
  const engine = await import('./node-engine.js').catch(() => undefined);
  rsa = engine?.nodeRsa() ?? webRsa;
  useCodec(engine?.nodeCodec() ?? webCodec);
  pooled = engine?.nodeMemory();
}
