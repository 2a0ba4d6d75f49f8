import { formatMessageTime } from '@sendotp-contract/message';
import { contract } from '@sendotp-contract/spec';
import { explained, sent } from './exchange.js';
import { newKeyPair, publicHalf } from './key-pair.js';
import { curlCommand, type Draft, preparedRequest, type PreparedRequest } from './signed-request.js';

const { sandbox } = contract;
const sandboxBody = JSON.stringify({
  acquirerId: sandbox.acquirerId,
  pspId: sandbox.pspId,
  accessToken: `${sandbox.tokenPrefix}SUCCESS`,
});

/** Brings the form to life. What it shows follows what is typed. */
export function startPlayground(root: HTMLElement | null): void {
  if (root === null) return;
  const field = (id: string): HTMLInputElement | HTMLTextAreaElement => {
    const found = root.querySelector(`#${id}`);
    if (found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement) return found;
    throw new Error(`the playground has no field ${id}`);
  };
  const show = (id: string, text: string): void => {
    const place = root.querySelector(`#${id}`);
    if (place !== null) place.textContent = text;
  };
  const onClick = (id: string, act: () => Promise<void>): void => {
    root.querySelector(`#${id}`)?.addEventListener('click', () => void act());
  };

  let prepared: PreparedRequest | undefined;
  let round = 0;
  const draft = (): Draft => ({
    privateKey: field('private-key').value,
    baseUrl: field('base-url').value,
    clientId: field('client-id').value,
    keyVersion: field('key-version').value,
    time: field('time').value,
    body: field('body').value,
  });
  const follow = async (): Promise<void> => {
    const mine = (round += 1);
    try {
      const request = await preparedRequest(draft());
      if (mine !== round) return;
      prepared = request;
      show('content', request.content);
      show('hash', request.hash);
      show('curl', curlCommand(request));
      show(
        'status',
        request.headers['Signature'] === undefined
          ? 'Not signed yet: make or paste a private key.'
          : 'Signed.',
      );
    } catch (error) {
      if (mine !== round) return;
      prepared = undefined;
      show('status', textOf(error));
    }
  };

  field('base-url').value = 'http://127.0.0.1:8080';
  field('client-id').value = sandbox.clientId;
  field('key-version').value = sandbox.keyVersion;
  field('time').value = formatMessageTime(Date.now());
  field('body').value = sandboxBody;
  root.addEventListener('input', () => void follow());

  field('private-key').addEventListener('input', () => {
    void publicHalf(field('private-key').value).then(
      (publicKey) => (field('public-key').value = publicKey),
      // The status says what is wrong with the key.
      () => (field('public-key').value = ''),
    );
  });
  onClick('make-keys', async () => {
    const { privateKey, publicKey } = await newKeyPair();
    field('private-key').value = privateKey;
    field('public-key').value = publicKey;
    await follow();
  });
  onClick('now', async () => {
    field('time').value = formatMessageTime(Date.now());
    await follow();
  });
  onClick('copy', async () => {
    if (prepared === undefined) return;
    await navigator.clipboard.writeText(curlCommand(prepared)).then(
      () => {
        show('status', 'Copied.');
      },
      () => {
        show('status', 'The browser does not let this page copy: select the text above.');
      },
    );
  });
  onClick('send', async () => {
    if (prepared === undefined) return;
    show('response', 'Sent; waiting.');
    show('response', await sent(prepared, draft().clientId, field('mpp-key').value).catch(unreachable));
  });
  onClick('explain', async () => {
    show('explanation', 'Looking.');
    const texts = ['explain-request', 'explain-response', 'explain-key'].map((id) => field(id).value);
    const [request = '', response = '', key = ''] = texts;
    show('explanation', await explained(request, response, key).catch(textOf));
  });
  onClick('example', async () => {
    const { privateKey, publicKey } = await newKeyPair();
    // The mistake: what json.dumps of Python writes is signed, and the same without blanks is sent.
    const spaced = sandboxBody.replaceAll('":"', '": "').replaceAll('","', '", "');
    const { path, headers } = await preparedRequest({ ...draft(), privateKey, body: spaced });
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    field('explain-request').value = [`POST ${path} HTTP/1.1`, ...lines, '', sandboxBody].join('\n');
    field('explain-response').value = '';
    field('explain-key').value = publicKey;
  });

  void follow();
}

function unreachable(error: unknown): string {
  return `${textOf(error)}\nNo server of that address lets this page call. It has to be on this machine; the curl command works from everywhere.`;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
