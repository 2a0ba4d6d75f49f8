import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyPair } from '../key-pairs.js';
import {
  cleanUp,
  newFolder,
  oneLine,
  sendotp,
  sendotpProcess,
  startCommand,
  startSandbox,
} from './program.js';

const files = ['caller.private.pem', 'caller.public.pem', 'mpp.private.pem', 'mpp.public.pem'];

const made = [...files, 'caller.older.private.pem', 'caller.older.public.pem'].sort();

const keysIn = (folder: string): string[] =>
  made.map((file) => readFileSync(join(folder, '.sandbox', file), 'utf8'));

/** A folder whose sandbox has the keys of an earlier release, made without a start of the program. */
function folderWithKeys(): string {
  const folder = newFolder();
  mkdirSync(join(folder, '.sandbox'));
  for (const party of ['caller', 'mpp'] as const) {
    const { privateKey, publicKey } = keyPair(party);
    writeFileSync(join(folder, '.sandbox', `${party}.private.pem`), privateKey);
    writeFileSync(join(folder, '.sandbox', `${party}.public.pem`), publicKey);
  }
  return folder;
}

afterAll(cleanUp);

describe('the first start', () => {
  it('makes three key pairs that only their owner reads, and the second start keeps them', async () => {
    const cwd = newFolder();
    const first = await startSandbox({ cwd });
    expect(first.stdout()).toContain('.sandbox/ (created now)');
    expect(readdirSync(cwd)).toEqual(['.sandbox']);
    expect(readdirSync(join(cwd, '.sandbox')).sort()).toEqual(made);
    expect(statSync(join(cwd, '.sandbox')).mode & 0o777).toBe(0o700);
    for (const file of made) expect(statSync(join(cwd, '.sandbox', file)).mode & 0o777).toBe(0o600);
    const keys = keysIn(cwd);
    const [olderPrivate = '', olderPublic = '', callerPrivate = '', callerPublic = ''] = keys;
    const [mppPrivate = '', mppPublic = ''] = keys.slice(4);
    for (const [own, other] of [
      [olderPrivate, olderPublic],
      [callerPrivate, callerPublic],
      [mppPrivate, mppPublic],
    ] as const) {
      expect(createPrivateKey(own).asymmetricKeyDetails?.modulusLength).toBe(2048);
      expect(createPublicKey(own).export({ type: 'spki', format: 'pem' })).toBe(other);
    }
    expect(new Set(keys).size).toBe(keys.length);
    await first.stop();

    const second = await startSandbox({ cwd });
    expect(second.stdout()).toContain('.sandbox/');
    expect(second.stdout()).not.toContain('created now');
    await second.stop();
    expect(keysIn(cwd)).toEqual(keys);
  });

  it('says where it listens, one command that is ready to run, and where the OTP will appear', async () => {
    const cwd = folderWithKeys();
    const sandbox = await startSandbox({ cwd });
    const ready = /^ {2}npx sendotp-contract (.+)$/m.exec(sandbox.stdout())?.[1] ?? '';
    expect(ready).toBe(`call --url ${sandbox.url}`);
    expect(sandbox.stdout()).toContain('OTPs go to   this terminal');
    expect(sandbox.stderr()).toBe('');
    expect(await sendotp(ready.split(' '), { cwd })).toMatchObject({ code: 0, stderr: '' });
    await sandbox.stop();
  });

  it('several at once do not break each other', async () => {
    const cwd = newFolder();
    const sandboxes = await Promise.all([1, 2, 3].map(() => startSandbox({ cwd })));
    expect(sandboxes.filter((sandbox) => sandbox.stdout().includes('created now'))).toHaveLength(1);
    expect(readdirSync(cwd)).toEqual(['.sandbox']);
    for (const { url } of sandboxes)
      expect(await sendotp(['call', '--url', url], { cwd })).toMatchObject({ code: 0, stderr: '' });
    for (const sandbox of sandboxes) await sandbox.stop();
  });
});

describe('where it listens', () => {
  let cwd: string;
  beforeAll(() => {
    cwd = folderWithKeys();
  });

  it('PORT and HOST say it', async () => {
    const sandbox = await startSandbox({ cwd, env: { PORT: '0', HOST: '0.0.0.0' } }, []);
    const { hostname, port } = new URL(sandbox.url);
    expect(hostname).toBe('0.0.0.0');
    expect(Number(port)).toBeGreaterThan(0);
    expect(port).not.toBe('8080');
    await sandbox.stop();
  });

  it('--port and --host say it louder', async () => {
    const env = { PORT: 'nonsense', HOST: 'non sense' };
    const sandbox = await startSandbox({ cwd, env }, ['--port', '0', '--host', '127.0.0.1']);
    expect(sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await sandbox.stop();
  });

  it.each(['abc', '-1', '65536', '80.5'])('a PORT of %j is refused', async (PORT) => {
    const line = oneLine(await sendotp(['serve'], { cwd, env: { PORT } }), 1);
    expect(line).toBe(
      `sendotp-contract: PORT must be a whole number from 0 to 65535, not ${JSON.stringify(PORT)}`,
    );
  });

  it('a --port that is none is a usage error that names the option', async () => {
    const { code, stdout, stderr } = await sendotp(['serve', '--port', '0x50'], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain("option '-p, --port <port>'");
    expect(stderr).toContain('not "0x50"');
  });

  it.each([
    ['http://127.0.0.1', 'must be an address or a host name'],
    ['no host', 'must be an address or a host name'],
    ['no-such-host.invalid', 'no such host. Leave HOST out'],
    // 192.0.2.0/24 is for documentation: no machine has it.
    ['192.0.2.1', 'this machine has no such address. Leave HOST out'],
  ])('a HOST of %j is refused', async (HOST, said) => {
    expect(oneLine(await sendotp(['serve'], { cwd, env: { HOST, PORT: '0' } }), 1)).toContain(said);
  });

  it('a port in use is named, with what to do', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const line = oneLine(await sendotp(['serve', '--port', String(port)], { cwd }), 1);
    expect(line).toContain(`cannot listen on 127.0.0.1:${port}: another process listens there`);
    expect(line).toContain('choose another port');
    other.close();
  });

  it('an unknown option is usage', async () => {
    const { code, stderr } = await sendotp(['serve', '--prot', '0'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("unknown option '--prot'");
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe('keys that cannot be used', () => {
  /** The one line of a start after this was done to the folder of the keys. */
  async function lineAfter(change: (keys: string) => void): Promise<string> {
    const cwd = folderWithKeys();
    change(join(cwd, '.sandbox'));
    const before = readdirSync(cwd);
    const line = oneLine(await sendotp(['serve', '--port', '0'], { cwd }), 1);
    expect(readdirSync(cwd)).toEqual(before);
    expect(line).toMatch(/[Dd]elete (the folder|it) /);
    return line;
  }

  it.each(['caller.public.pem', 'mpp.private.pem'])('a %s that cannot be read is named', async (file) => {
    const line = await lineAfter((keys) => {
      // Not by its mode: root may read everything.
      rmSync(join(keys, file));
      mkdirSync(join(keys, file));
    });
    expect(line).toContain(`cannot read the key .sandbox/${file}: EISDIR`);
  });

  it('an older key that is there and cannot be read is named, too', async () => {
    const file = 'caller.older.public.pem';
    const line = await lineAfter((keys) => {
      symlinkSync(file, join(keys, file));
    });
    expect(line).toContain(`cannot read the key .sandbox/${file}: ELOOP`);
  });

  it.each(['caller.public.pem', 'mpp.private.pem'])('one that lacks %s is not mended', async (file) => {
    const line = await lineAfter((keys) => {
      rmSync(join(keys, file));
    });
    expect(line).toContain('.sandbox');
    expect(line).not.toContain('Start the sandbox once');
  });

  const ec = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  it.each([
    ['a corrupt one', 'caller.private.pem', 'no key', 'the key is neither PEM nor base64 DER'],
    ['an empty one', 'mpp.public.pem', '', 'the key is empty'],
    ['an EC key', 'mpp.private.pem', ec.privateKey, 'the key is for EC; expected a private RSA key'],
    [
      'the other half',
      'caller.public.pem',
      ec.privateKey,
      'this is a private key; expected a public RSA key',
    ],
  ])('SIG-6: %s in the place of %s is named', async (_, file, text, said) => {
    const line = await lineAfter((keys) => {
      writeFileSync(join(keys, file), text);
    });
    expect(line).toContain(`cannot use the key .sandbox/${file}: ${said}`);
    if (text !== '') expect(line).not.toContain(text.split('\n').at(1) ?? text);
  });

  it('a folder that cannot be made is told', async () => {
    const line = await lineAfter((keys) => {
      rmSync(keys, { recursive: true });
      symlinkSync('nowhere', keys);
    });
    expect(line).toContain('cannot create the sandbox keys in .sandbox');
  });

  it('a file in the place of the folder is told', async () => {
    const line = await lineAfter((keys) => {
      rmSync(keys, { recursive: true });
      writeFileSync(keys, '');
    });
    expect(line).toContain('cannot read the key .sandbox/caller.private.pem: ENOTDIR');
  });
});

describe('settings', () => {
  it('come from a file, and what the environment says already wins; every fault is listed at once', async () => {
    const cwd = newFolder();
    writeFileSync(
      join(cwd, '.env'),
      'NODE_ENV=production\nPORT=99999\nOTP_LENGTH=6\nOTP_HASH_SECRET=hunter2\n',
    );
    const env = { OTP_LENGTH: '99' };
    // Node writes the file's settings into the environment of the process.
    const { code, stdout, stderr } = await sendotpProcess(['serve', '--settings', '.env'], { cwd, env });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toEqual([
      'sendotp-contract: these settings cannot be used:',
      '  PORT must be a whole number from 0 to 65535, not "99999"',
      '  DIRECTORY_FILE is not set; in production it must be a file',
      '  MPP_KEYS is not set; in production it must be a folder',
      '  OTP_HASH_SECRET must be 32 characters or more',
      '  OTP_LENGTH must be a whole number from 4 to 10, not "99"',
      '  neither SMS_GATEWAY_URL nor SMTP_URL is set; in production no OTP is shown on the console',
      '  neither TLS_CERT nor TRUST_PROXY_TLS is set: requests would arrive unencrypted; set TRUST_PROXY_TLS=yes if a proxy in front does TLS',
    ]);
  });

  it('a file that is not there is named', async () => {
    const ended = await sendotp(['serve', '--settings', 'nope.env'], { cwd: newFolder() });
    expect(oneLine(ended, 2)).toContain('cannot read nope.env');
  });

  it('a file says nothing in silence: each name that is no setting is warned of, without its value', async () => {
    const cwd = newFolder();
    writeFileSync(
      join(cwd, 'own.env'),
      'PROT=9000\nFOO=hunter2\nLOGLEVEL=warn\nNODE_ENV=development\nTZ=UTC\nOTP_LENGTH=8\n',
    );
    const sandbox = await startSandbox({ cwd }, ['--port', '0', '--settings', 'own.env']);
    const { stdout } = await sandbox.stop();
    const warnings = [...stdout.matchAll(/warn: (\S+) .*is not a setting(.*)/g)].map(([, ...parts]) => parts);
    expect(warnings.sort()).toEqual([
      ['FOO', ''],
      ['LOGLEVEL', '; did you mean LOG_LEVEL?'],
      ['PROT', ''],
    ]);
    expect(stdout).not.toMatch(/hunter2|9000/);
  });

  it('a name that is nearly one is asked about', async () => {
    const sandbox = await startSandbox({ cwd: newFolder(), env: { REDIS_ULR: 'redis://:hunter2@h' } });
    const { stdout } = await sandbox.stop();
    expect(stdout).toContain('warn: REDIS_ULR is not a setting; did you mean REDIS_URL?');
    expect(stdout).not.toContain('hunter2');
  });
});

describe('what it prints', () => {
  it('--json: nothing but JSON, one object in a line, which says where it listens', async () => {
    const serve = startCommand(['serve', '--port', '0', '--json'], { cwd: folderWithKeys() });
    await serve.printed(/listen.*\n/);
    const { code, stdout } = await serve.stop();
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toContainEqual(
      expect.objectContaining({ url: [expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\//)] }),
    );
  });

  it.each([
    ['--quiet', ['--quiet'], {}],
    ['LOG_LEVEL=warn', [], { LOG_LEVEL: 'warn' }],
  ])('%s: warnings, and neither where it listens nor that it stops', async (_, options, env) => {
    const where = { cwd: folderWithKeys(), env: { LOG_LEVL: 'warn', ...env } };
    const serve = startCommand(['serve', '--port', '0', ...options], where);
    await serve.printed('did you mean LOG_LEVEL?\n');
    const { code, stdout, stderr } = await serve.stop();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.trimEnd().split('\n')).toEqual([
      expect.stringContaining('LOG_LEVL is not a setting; did you mean LOG_LEVEL?'),
    ]);
  });

  it('--verbose: why a signature does not verify, too', async () => {
    const cwd = folderWithKeys();
    writeFileSync(join(cwd, 'own.pem'), keyPair('stranger').privateKey);
    const sandbox = await startSandbox({ cwd }, ['--port', '0', '--verbose']);
    const call = ['call', '--url', sandbox.url, '--private-key', 'own.pem'];
    expect(await sendotp(call, { cwd })).toMatchObject({ code: 1 });
    await expect.poll(() => sandbox.stdout()).toContain('debug: why a signature does not verify');
    expect(await sandbox.stop()).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('its end', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'is orderly at %s, with a connection lying idle',
    async (signal) => {
      const sandbox = await startSandbox({ cwd: folderWithKeys() });
      const { hostname, port } = new URL(sandbox.url);
      const idle = connect(Number(port), hostname);
      const closed = new Promise((resolve) => idle.once('close', resolve));
      await new Promise((resolve) => idle.once('connect', resolve));
      const { code, stdout, stderr } = await sandbox.stop(signal);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain('stopping: answering the requests in flight');
      idle.destroy();
      await closed;
    },
  );
});
