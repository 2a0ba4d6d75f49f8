import { type OwnParts } from '@sendotp-contract/reference';
import { call } from '../../../e2e/caller.js';
import { startSmsGateway } from '../../channel/sms-gateway.js';
import { RecordingChannel } from '../../test-mpp.js';
import { type RunningService, runService } from '../running-service.js';
import { ServiceFiles } from '../service-files.js';

export type Environment = Readonly<Record<string, string>>;

/** What an SMS gateway was asked, and what came of it. */
export interface GatewayCall {
  readonly outcome: string;
  readonly method: string;
  readonly body: string;
  readonly header: (name: string) => unknown;
}

/** Services with the settings that a test looks at; all that it opens is closed after the test. */
export class EffectWorld {
  readonly files = new ServiceFiles(3);
  readonly #closing: (() => Promise<void>)[] = [];

  readonly serve = async (environment: Environment, own: OwnParts = {}): Promise<RunningService> => {
    const target = await runService(this.files, environment, own);
    this.#closing.push(() => target.service.close());
    return target;
  };

  /** What an SMS gateway is asked, with these settings besides its URL. */
  readonly askedOfGateway = async (environment: Environment): Promise<GatewayCall> => {
    const gateway = await startSmsGateway((response) => response.end('{"ok":1}'));
    this.#closing.push(() => gateway.close());
    const target = await this.serve({
      SMS_GATEWAY_URL: gateway.url,
      SMS_GATEWAY_BODY: '{"to":"{to}","text":"{text}"}',
      SMS_GATEWAY_CONTENT_TYPE: 'application/json',
      ...environment,
    });
    const outcome = await send(target);
    const [asked] = gateway.requests;
    const { method = '', body = '', headers } = asked ?? {};
    return { outcome, method, body, header: (name) => headers?.[name] };
  };

  /** The version of the key that a response is signed with. */
  readonly signingVersion = async (target: RunningService): Promise<string | undefined> => {
    const { headers } = await call({ ...target, publicKey: this.files.mpp.publicKey });
    return /keyVersion=(\w+)/.exec(String(headers['signature']))?.[1];
  };

  async close(): Promise<void> {
    for (const close of this.#closing.splice(0).reverse()) await close();
    this.files.remove();
  }
}

/** The code of a call. */
export const send = async (
  target: RunningService,
  changes: Parameters<typeof call>[1] = {},
): Promise<string> => (await call(target, changes)).code;

/** A channel that never answers. */
export function silentChannel(): { readonly channel: RecordingChannel; readonly own: OwnParts } {
  const channel = new RecordingChannel();
  channel.answer = () => new Promise(() => undefined);
  return { channel, own: { channels: { MOBILE: channel } } };
}
