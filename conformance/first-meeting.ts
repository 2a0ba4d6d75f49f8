import type { Baseline } from './expectation.js';
import { obstacleIn } from './obstacle.js';
import type { Obstacle } from './report.js';
import type { Asked, Session } from './session.js';

/** What the first plain calls have shown: a target that can be judged, or why it cannot. */
export type Meeting = { readonly baseline: Baseline } | { readonly obstacle: Obstacle };

/**
 * Makes the first plain calls: what do they lead to that are accepted, and can anything be told from it?
 *
 * Their access token is one that nobody has. A target that says `S` even so can still be judged by the cancelled token of
 * its profile: to be accepted shows by its code then.
 */
export async function meetTarget(session: Session): Promise<Meeting> {
  const { target, plan } = session;
  if (target.profile.mockToken !== undefined) {
    const asked = await session.ask(
      { parameters: { accessToken: target.profile.mockToken } },
      'the first call',
    );
    if (asked.answer === undefined) return meetingOf(asked, session);
    if (asked.answer.code === 'KEY_NOT_FOUND') target.takeForMock();
  }
  const first = await session.ask({}, 'the plain call');
  if (first.answer?.status !== 'S' || !target.has('cancelled')) return meetingOf(first, session);
  plan.useCancelledToken();
  const second = await session.ask({}, 'the plain call');
  const meeting = meetingOf(second, session);
  return 'obstacle' in meeting ? meeting : { baseline: { ...meeting.baseline, stray: first.answer.code } };
}

function meetingOf({ exchange, answer }: Asked, session: Session): Meeting {
  const obstacle = obstacleIn(exchange.arrival, answer, session.target, session.show(exchange));
  return obstacle === undefined ? { baseline: { baseline: answer?.code ?? '' } } : { obstacle };
}
