import {
  createReferenceMpp,
  MemoryChallengeStore,
  MemoryDirectory,
  MemorySendingLimit,
  type PumpingLimit,
  type ReferenceMpp,
  type TokenRecord,
  type User,
} from '@sendotp-contract/reference';
import { RecordingChannel, start, testContext } from '../test-mpp.js';

const dayMs = 86_400_000;

/** How big an attack is, and among how many honest users. */
export interface AttackSize {
  readonly requests: number;
  /** Blocks of 10,000 numbers that are attacked, each alike. */
  readonly blocks: number;
  readonly honestUsers: number;
}

/** Some honest users live in the blocks that are attacked, and some have never been sent an OTP before. */
const inAttackedBlocks = 0.05;
const newcomers = 0.02;
/** How many OTPs are entered: of honest users, and of the attack. */
const honestConversion = 0.9;
const attackConversion = 0.02;

/** A user of the simulation. */
interface Actor {
  readonly token: string;
  readonly user: User;
  readonly block: string;
  readonly isHonest: boolean;
  /** When OTPs were sent to this actor. */
  readonly sentAt: number[];
}

/** One request of the simulation. */
interface Ask {
  readonly at: number;
  readonly actor: Actor;
}

export interface AttackResult {
  /** The most messages that any attacked block was sent for the attack. */
  readonly mostPerBlock: number;
  readonly attackSent: number;
  readonly honestAsked: number;
  readonly honestRefused: number;
  /** Of honest users in attacked blocks alone. */
  readonly honestInBlocksAsked: number;
  /** How often a user was told that the sending limit is reached who had been sent fewer than 3 OTPs in 24 hours. */
  readonly brokenFloors: number;
  readonly codes: Readonly<Record<string, number>>;
}

/** An MPP, its users and its clock: a day of honest users alone, then, a week later, a day of attack among them. */
export class PumpingWorld {
  readonly mpp: ReferenceMpp;
  readonly #actors: readonly Actor[];
  readonly #size: AttackSize;
  readonly #phone = new RecordingChannel();
  #now = start;
  #seed = 20_261_125;

  constructor(size: AttackSize, pumping: (clock: () => number) => PumpingLimit) {
    this.#size = size;
    const honest = Array.from({ length: size.honestUsers }, (_, n) => this.#honest(n));
    const attackers = Array.from({ length: size.requests }, (_, n) => this.#attacker(n));
    this.#actors = [...honest, ...attackers];
    const clock = () => this.#now;
    this.mpp = createReferenceMpp({
      directory: new MemoryDirectory({
        users: this.#actors.map(({ user }) => user),
        tokens: Object.fromEntries(
          this.#actors.map(({ token, user }): [string, TokenRecord] => [
            token,
            { userId: user.id, status: 'ACTIVE' },
          ]),
        ),
        agreements: [{ clientId: 'CLIENT', acquirerId: 'A', pspId: 'P' }],
      }),
      challenges: new MemoryChallengeStore(),
      channels: { MOBILE: this.#phone, EMAIL: this.#phone },
      sendingLimit: new MemorySendingLimit({ clock }),
      pumping: pumping(clock),
      hashSecret: 'a secret of at least thirty-two bytes, for tests',
      clock,
    });
  }

  async run(): Promise<AttackResult> {
    const honest = this.#actors.filter(({ isHonest }) => isHonest);
    const old = honest.slice(Math.ceil(honest.length * newcomers));
    // Who is not new has answered an OTP in the week before.
    for (const ask of this.#asks(old, start, 1)) await this.#ask(ask, 1);
    const attackers = this.#actors.filter(({ isHonest }) => !isHonest);
    const codes: Record<string, number> = {};
    const sentByBlock = new Map<string, number>();
    let [honestAsked, honestRefused, honestInBlocksAsked, brokenFloors, attackSent] = [0, 0, 0, 0, 0];
    const attacked = new Set(attackers.map(({ block }) => block));
    const begin = start + 7 * dayMs;
    const asks = [...this.#asks(honest, begin), ...this.#asks(attackers, begin, 1)];
    for (const ask of asks.sort((a, b) => a.at - b.at)) {
      const { actor } = ask;
      const recent = actor.sentAt.filter((at) => at > ask.at - dayMs).length;
      const code = await this.#ask(ask, actor.isHonest ? honestConversion : attackConversion);
      codes[code] = (codes[code] ?? 0) + 1;
      if (code === 'OTP_SEND_TIMES_EXCEED_LIMIT' && recent < 3) brokenFloors += 1;
      if (actor.isHonest) {
        honestAsked += 1;
        if (attacked.has(actor.block)) honestInBlocksAsked += 1;
        if (code !== 'SUCCESS') honestRefused += 1;
      } else if (code === 'SUCCESS') {
        attackSent += 1;
        sentByBlock.set(actor.block, (sentByBlock.get(actor.block) ?? 0) + 1);
      }
    }
    const mostPerBlock = Math.max(...sentByBlock.values());
    return { mostPerBlock, attackSent, honestAsked, honestRefused, honestInBlocksAsked, brokenFloors, codes };
  }

  /** Each asks 1 to 3 times on this day, or as often as is said, some minutes apart. */
  #asks(actors: readonly Actor[], from: number, times?: number): Ask[] {
    return actors
      .flatMap((actor) => {
        const count = times ?? 1 + Math.floor(this.#random() * 3);
        const first = from + this.#random() * dayMs * 0.9;
        return Array.from({ length: count }, (_, n) => ({ actor, at: first + n * 600_000 }));
      })
      .sort((a, b) => a.at - b.at);
  }

  async #ask({ actor, at }: Ask, conversion: number): Promise<string> {
    this.#now = Math.max(this.#now, at);
    const body = { acquirerId: 'A', pspId: 'P', accessToken: actor.token, verifyType: 'MOBILE' } as const;
    const outcome = await this.mpp.handlers.sendOTP(body, testContext());
    const message = this.#phone.messages.pop();
    this.#phone.signals.pop();
    if (outcome.resultStatus !== 'S' || message === undefined) return outcome.resultCode;
    actor.sentAt.push(at);
    if (this.#random() < conversion) {
      const { verifyRequestId, code: otpCode } = message;
      await this.mpp.checkOtp({ verifyRequestId, accessToken: actor.token, otpCode });
    }
    return outcome.resultCode;
  }

  #attackedBlock(n: number): string {
    return `+88216${String(n % this.#size.blocks).padStart(4, '0')}`;
  }

  #honest(n: number): Actor {
    const oneIn = Math.round(1 / inAttackedBlocks);
    const block = n % oneIn === 0 ? this.#attackedBlock(n / oneIn) : `+659${String(n % 50).padStart(3, '0')}`;
    return this.#actor(`honest-${n}`, block, 9_999 - (n % 5_000), true);
  }

  /** Each request for another user with another number: no limit of one user or one number meets it. */
  #attacker(n: number): Actor {
    return this.#actor(`attacker-${n}`, this.#attackedBlock(n), Math.floor(n / this.#size.blocks), false);
  }

  #actor(id: string, block: string, place: number, isHonest: boolean): Actor {
    const phone = block + String(place).padStart(4, '0');
    return { token: `token-${id}`, user: { id, status: 'ACTIVE', phone }, block, isHonest, sentAt: [] };
  }

  /** The same at each run. */
  #random(): number {
    this.#seed = (this.#seed * 48_271) % 2_147_483_647;
    return this.#seed / 2_147_483_647;
  }
}
