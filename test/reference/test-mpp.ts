import type { AcceptedRequest, RequestContext } from '@sendotp-contract/server';
import {
  type Channel,
  type ChallengeStore,
  createReferenceMpp,
  type Delivery,
  MemoryChallengeStore,
  MemoryDirectory,
  type MppEvent,
  type OtpMessage,
  type ReferenceHandlers,
  type ReferenceMpp,
  type ReferenceMppOptions,
  type Reservation,
  type SendingLimit,
  type TokenRecord,
  type User,
} from '@sendotp-contract/reference';

export const start = Date.UTC(2026, 10, 23);

export const alice: User = {
  id: 'alice-7',
  status: 'ACTIVE',
  phone: '+12025550142',
  email: 'alice.liddell@example.com',
  locale: 'en-SG',
};
export const bob: User = { id: 'bob-8', status: 'ACTIVE', phone: '+12025550143', email: 'bob@example.com' };

const users: readonly User[] = [
  alice,
  bob,
  { ...bob, id: 'frozen', status: 'FROZEN' },
  { ...bob, id: 'closed', status: 'CLOSED' },
  { id: 'phone-only', status: 'ACTIVE', phone: '+12025550144' },
  { id: 'email-only', status: 'ACTIVE', phone: '', email: 'only@example.com' },
];
const tokens: Readonly<Record<string, TokenRecord>> = {
  'token-alice': { userId: alice.id, status: 'ACTIVE', expiresAt: start + 3_600_000 },
  'token-alice-2': { userId: alice.id, status: 'ACTIVE' },
  'token-alice-short': { userId: alice.id, status: 'ACTIVE', expiresAt: start + 60_000 },
  'token-alice-cancelled': { userId: alice.id, status: 'CANCELLED' },
  'token-alice-cancelled-expired': { userId: alice.id, status: 'CANCELLED', expiresAt: start },
  'token-alice-expired': { userId: alice.id, status: 'ACTIVE', expiresAt: start },
  'token-bob': { userId: bob.id, status: 'ACTIVE' },
  'token-departed': { userId: 'departed', status: 'ACTIVE' },
  'token-frozen': { userId: 'frozen', status: 'ACTIVE' },
  'token-closed': { userId: 'closed', status: 'ACTIVE' },
  'token-phone-only': { userId: 'phone-only', status: 'ACTIVE' },
  'token-email-only': { userId: 'email-only', status: 'ACTIVE' },
};

export const agreement = { clientId: 'CLIENT', acquirerId: 'ACQP', pspId: 'MPP' };

export const directory = new MemoryDirectory({ tokens, users, agreements: [agreement] });

/** A channel that keeps what it is given and answers as told. */
export class RecordingChannel implements Channel {
  readonly messages: OtpMessage[] = [];
  readonly signals: AbortSignal[] = [];
  answer: (message: OtpMessage, signal: AbortSignal) => Promise<Delivery> = () =>
    Promise.resolve({ outcome: 'accepted' });

  send(message: OtpMessage, { signal }: { readonly signal: AbortSignal }): Promise<Delivery> {
    this.messages.push(message);
    this.signals.push(signal);
    return this.answer(message, signal);
  }
}

/** A limit that counts what is reserved and not released. */
export class CountingLimit implements SendingLimit {
  counted = 0;
  readonly #limit: number;

  constructor(limit = Number.POSITIVE_INFINITY) {
    this.#limit = limit;
  }

  reserve(): Promise<Reservation> {
    if (this.counted >= this.#limit) return Promise.resolve({ outcome: 'limited' });
    this.counted += 1;
    const release = (): Promise<void> => {
      this.counted -= 1;
      return Promise.resolve();
    };
    return Promise.resolve({ outcome: 'allowed', release });
  }
}

export interface TestMpp extends ReferenceMpp {
  /** Sends as alice to her phone, where the changes do not say otherwise. */
  readonly send: (
    changes?: Partial<AcceptedRequest<'sendOTP'>>,
    context?: Partial<RequestContext>,
  ) => ReturnType<ReferenceHandlers['sendOTP']>;
  /** Sends, and gives what arrived; fails unless it was sent. */
  readonly sendAndReceive: (changes?: Partial<AcceptedRequest<'sendOTP'>>) => Promise<OtpMessage>;
  readonly phone: RecordingChannel;
  readonly mail: RecordingChannel;
  readonly challenges: MemoryChallengeStore;
  readonly limit: CountingLimit;
  readonly events: MppEvent[];
  /** Moves the clock on, in ms. */
  readonly pass: (ms: number) => void;
}

/** An MPP with a few users, whose channels record, and whose clock stands still. */
export function createTestMpp(changes: Partial<ReferenceMppOptions> = {}): TestMpp {
  const phone = new RecordingChannel();
  const mail = new RecordingChannel();
  const challenges = new MemoryChallengeStore();
  const limit = new CountingLimit();
  const events: MppEvent[] = [];
  let now = start;
  const mpp = createReferenceMpp({
    directory,
    challenges,
    channels: { MOBILE: phone, EMAIL: mail },
    sendingLimit: limit,
    hashSecret: 'a secret of at least thirty-two bytes, for tests',
    clock: () => now,
    onEvent: (event) => events.push(event),
    ...changes,
  });
  const send: TestMpp['send'] = (request, context) =>
    mpp.handlers.sendOTP(
      { acquirerId: 'ACQP', pspId: 'MPP', accessToken: 'token-alice', verifyType: 'MOBILE', ...request },
      { ...testContext(), ...context },
    );
  return {
    ...mpp,
    send,
    sendAndReceive: async (request) => {
      const outcome = await send(request);
      if (outcome.resultStatus !== 'S') throw new Error(`${outcome.resultCode} instead of SUCCESS`);
      const message = [...phone.messages, ...mail.messages].find(
        ({ verifyRequestId }) => verifyRequestId === outcome.verifyRequestId,
      );
      if (message === undefined) throw new Error('S, but nothing arrived');
      return message;
    },
    phone,
    mail,
    challenges,
    limit,
    events,
    pass: (ms) => {
      now += ms;
    },
  };
}

export function testContext(): RequestContext {
  return {
    requestId: 'request-1',
    clientId: 'CLIENT',
    requestTime: start,
    agentToken: undefined,
    headers: {},
    signal: new AbortController().signal,
  };
}

/** Another code of the same length. */
export function wrongCode(code: string): string {
  return code.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
}

/** A store that behaves otherwise in some operations. */
export function storeWith(store: MemoryChallengeStore, changes: Partial<ChallengeStore>): ChallengeStore {
  return {
    put: (one, now) => store.put(one, now),
    takeTry: (...args) => store.takeTry(...args),
    use: (id, now) => store.use(id, now),
    discard: (id) => store.discard(id),
    ...changes,
  };
}
