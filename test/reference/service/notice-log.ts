import type { Notice, ServiceLog } from '../../../server/reference/service/service-log.js';

/** A log that keeps what the process says of itself, and nothing of its requests. */
export class NoticeLog implements ServiceLog {
  readonly notices: Notice[] = [];
  readonly #onNotice: () => void;

  /** @param onNotice called after each */
  constructor(onNotice: () => void = () => undefined) {
    this.#onNotice = onNotice;
  }

  notice(notice: Notice): void {
    this.notices.push(notice);
    this.#onNotice();
  }

  request(): void {
    // Not kept.
  }

  event(): void {
    // Not kept.
  }

  fault(): void {
    // Not kept.
  }
}
