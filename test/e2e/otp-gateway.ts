import type { IncomingMessage, ServerResponse } from 'node:http';
import { startSmsGateway, type TestSmsGateway } from '../reference/channel/sms-gateway.js';

/** An OTP that came to the gateway: it has left the MPP. */
export interface ArrivedOtp {
  /** Phone number. */
  readonly to: string;
  readonly code: string;
  readonly verifyRequestId: string;
}

/** A real SMS gateway that learns the code and the verifyRequestId of each message, and takes it unless told otherwise. */
export class OtpGateway {
  readonly arrived: ArrivedOtp[] = [];
  /** How a message is answered. */
  answer: (message: ArrivedOtp, response: ServerResponse, request: IncomingMessage) => void = accept;
  readonly #held: { readonly message: ArrivedOtp; readonly response: ServerResponse }[] = [];
  readonly #server: TestSmsGateway;

  private constructor(server: TestSmsGateway) {
    this.#server = server;
  }

  static async start(): Promise<OtpGateway> {
    const server = await startSmsGateway((response, request, body) => {
      const message = JSON.parse(body) as ArrivedOtp;
      gateway.arrived.push(message);
      gateway.answer(message, response, request);
    });
    const gateway = new OtpGateway(server);
    return gateway;
  }

  /** The settings of a service that sends through it. */
  get settings(): Readonly<Record<string, string>> {
    return {
      SMS_GATEWAY_URL: this.#server.url,
      SMS_GATEWAY_BODY: '{"to":"{to}","code":"{code}","verifyRequestId":"{verifyRequestId}"}',
    };
  }

  /** The messages that wait for their answer. */
  get held(): readonly ArrivedOtp[] {
    return this.#held.map(({ message }) => message);
  }

  /** From now on these messages wait for their answer; the others are taken. */
  hold(which: (message: ArrivedOtp) => boolean): void {
    this.answer = (message, response) => {
      if (which(message)) this.#held.push({ message, response });
      else accept(message, response);
    };
  }

  /** Takes what waits, and from now on every message. */
  release(): void {
    this.answer = accept;
    for (const { message, response } of this.#held.splice(0)) accept(message, response);
  }

  /** The messages to this phone number. */
  to(phone: string): readonly ArrivedOtp[] {
    return this.arrived.filter(({ to }) => to === phone);
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}

function accept(_message: ArrivedOtp, response: ServerResponse): void {
  response.writeHead(202).end();
}
