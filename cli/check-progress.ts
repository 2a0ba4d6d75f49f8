import type { ProgressEvent } from '@sendotp-contract/conformance';

/**
 * Reports progress: on a terminal in one line that is rewritten, elsewhere in one line for each family of cases.
 * @param isVerbose a line for every case
 */
export function progressTo(stream: NodeJS.WriteStream, isVerbose = false): (event: ProgressEvent) => void {
  const isRewritten = stream.isTTY && !isVerbose;
  let family = '';
  const line = (text: string): void => {
    stream.write(isRewritten ? `\r\u001B[K${text}` : `${text}\n`);
  };
  return (event) => {
    switch (event.kind) {
      case 'start': {
        const { expected, atMost, allowed } = event.otps;
        stream.write(
          `${event.cases} of the cases send something; they will cause ${expected} OTPs, at most ${Math.min(atMost, allowed)} (--max-otps ${allowed})\n`,
        );
        return;
      }
      case 'case': {
        const current = event.id.split(/[-.]/, 1)[0] ?? event.id;
        if (isRewritten || isVerbose || current !== family)
          line(`[${event.index + 1}/${event.of}] ${isRewritten || isVerbose ? event.id : current}`);
        family = current;
        if (isRewritten && event.index + 1 === event.of) line('');
        return;
      }
      case 'waiting':
        line(`waiting ${Math.round(event.ms / 1000)} s: ${event.why}`);
        return;
      case 'fuzz':
        if (isRewritten || event.sent === event.of)
          line(`generated requests: ${event.sent}/${event.of}, seed ${event.seed}`);
        if (event.sent === event.of && isRewritten) line('');
        return;
      case 'stopped':
        line(`stopped: ${event.why}\n`);
    }
  };
}
