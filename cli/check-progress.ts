import type { ProgressEvent } from '@sendotp-contract/conformance';

/** Reports progress: on a terminal in one line that is rewritten, elsewhere in one line for each family of cases. */
export function progressTo(stream: NodeJS.WriteStream): (event: ProgressEvent) => void {
  let family = '';
  const line = (text: string): void => {
    stream.write(stream.isTTY ? `\r\u001B[K${text}` : `${text}\n`);
  };
  return (event) => {
    switch (event.kind) {
      case 'start': {
        const { expected, atMost, allowed } = event.otps;
        stream.write(
          `${event.cases} cases; they will cause ${expected} OTPs, at most ${Math.min(atMost, allowed)} (--max-otps ${allowed})\n`,
        );
        return;
      }
      case 'case': {
        const current = event.id.split(/[-.]/, 1)[0] ?? event.id;
        if (stream.isTTY || current !== family)
          line(`[${event.index + 1}/${event.of}] ${stream.isTTY ? event.id : current}`);
        family = current;
        if (stream.isTTY && event.index + 1 === event.of) line('');
        return;
      }
      case 'fuzz':
        if (stream.isTTY || event.sent === event.of)
          line(`generated requests: ${event.sent}/${event.of}, seed ${event.seed}`);
        if (event.sent === event.of && stream.isTTY) line('');
        return;
      case 'stopped':
        line(`stopped: ${event.why}\n`);
    }
  };
}
