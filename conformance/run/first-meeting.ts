import type { Operation } from '@sendotp-contract/spec';
import type { PlainAnswer } from '../cases/expectation.js';
import type { Exchange } from '../exchange/exchange.js';
import type { CheckedExchange, Session } from '../exchange/session.js';
import type { OpenedProfile } from '../profile/opened-profile.js';
import type { Obstacle } from '../report/report.js';
import { obstacleIn } from './obstacle.js';

/** How the target answers plain calls, by operationId. */
export type PlainAnswers = ReadonlyMap<string, PlainAnswer>;

/** What the first plain calls have shown: how the target answers them, or why it cannot be judged. */
export type Meeting = { readonly plain: PlainAnswers } | { readonly obstacle: Obstacle<Exchange> };

/** Makes the first plain calls, for each operation of the profile, before any case is tried. */
export async function meetTarget(session: Session, opened: OpenedProfile): Promise<Meeting> {
  const plain = new Map<string, PlainAnswer>();
  for (const operation of opened.operations) {
    const met = await meetOperation(session, opened, operation);
    if ('obstacle' in met) return met;
    plain.set(operation.operationId, met.plain);
  }
  return { plain };
}

type OperationMeeting = { readonly plain: PlainAnswer } | { readonly obstacle: Obstacle<Exchange> };

/**
 * Finds the code that shows that a call of this operation was accepted.
 *
 * The access token of a plain call is unknown. A target that answers `S` all the same can still be judged by the cancelled
 * token of its profile: the code for that token shows then that a request was accepted.
 */
async function meetOperation(
  session: Session,
  opened: OpenedProfile,
  operation: Operation,
): Promise<OperationMeeting> {
  const { mockToken } = opened.profile;
  const hasToken = 'accessToken' in operation.parameters;
  if (mockToken !== undefined && hasToken) {
    const changes = { parameters: { accessToken: mockToken } };
    const checked = await session.call(operation, changes, 'the first call');
    if (checked.answer === undefined) return meetingOf(checked, opened, operation);
    if (checked.answer.code === 'KEY_NOT_FOUND') opened.treatAsMock();
  }
  const first = await session.call(operation, {}, 'the plain call');
  if (first.answer?.status !== 'S' || !hasToken || !opened.has('cancelled'))
    return meetingOf(first, opened, operation);
  session.useCancelledToken(operation);
  const second = await session.call(operation, {}, 'the plain call');
  const meeting = meetingOf(second, opened, operation);
  return 'obstacle' in meeting ? meeting : { plain: { ...meeting.plain, strayCode: first.answer.code } };
}

function meetingOf(
  { exchange, answer }: CheckedExchange,
  opened: OpenedProfile,
  operation: Operation,
): OperationMeeting {
  const obstacle = obstacleIn(exchange, opened, operation);
  return obstacle === undefined ? { plain: { code: answer?.code ?? '' } } : { obstacle };
}
