import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSendOtpClient, type SendOtpClientOptions } from '@sendotp-contract/client';
import { KeyError } from '@sendotp-contract/message';
import { caller, mpp } from '../key-pairs.js';
import { SealedVault } from '../sealed-vault.js';
import { failureOf, play, request, signed, success } from './played-mpp.js';

const good: SendOtpClientOptions = {
  baseUrl: 'https://mpp.example.net',
  clientId: 'CALLER',
  privateKey: caller.privateKey,
  publicKeys: mpp.publicKey,
};
const refusal = (options: Partial<SendOtpClientOptions>) =>
  failureOf(createSendOtpClient({ ...good, ...options }));

const ec = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const small = generateKeyPairSync('rsa', {
  modulusLength: 1024,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

describe('an option that makes no sense is refused when the client is made', () => {
  it.each<[string, Partial<SendOtpClientOptions>, string]>([
    ['a baseUrl that is none', { baseUrl: 'mpp.example.net' }, 'baseUrl is not a URL'],
    [
      'a baseUrl that is no text',
      { baseUrl: new URL('https://mpp.example.net') as never },
      'baseUrl is an object',
    ],
    ['a baseUrl of another protocol', { baseUrl: 'ftp://mpp.example.net' }, 'baseUrl begins with ftp:'],
    ['a baseUrl with a query', { baseUrl: 'https://mpp.example.net/?a=b' }, 'baseUrl has a query'],
    ['a baseUrl with a fragment', { baseUrl: 'https://mpp.example.net/#a' }, 'baseUrl has a query'],
    ['a baseUrl with a user', { baseUrl: 'https://me@mpp.example.net' }, 'baseUrl has a query'],
    ['a baseUrl with a password', { baseUrl: 'https://me:secret@mpp.example.net' }, 'baseUrl has a query'],
    [
      'a baseUrl with a password alone',
      { baseUrl: 'https://:secret@mpp.example.net' },
      'baseUrl has a query',
    ],
    ['an empty clientId', { clientId: '' }, 'clientId must be'],
    ['a clientId with a blank', { clientId: 'A B' }, 'clientId must be'],
    ['a clientId with a line feed', { clientId: 'A\nB' }, 'clientId must be'],
    ['an empty keyVersion', { keyVersion: '' }, 'keyVersion must be'],
    ['a keyVersion with a comma', { keyVersion: '1,2' }, 'keyVersion must be'],
    ['a keyVersion with =', { keyVersion: 'a=b' }, 'keyVersion must be'],
    ['a keyVersion that no header can hold', { keyVersion: 'ключ' }, 'keyVersion must be'],
    ['an empty agentToken', { agentToken: '' }, 'agentToken must be'],
    ['an agentToken with a line feed', { agentToken: 'secret\r\nX: y' }, 'agentToken must be'],
    ['an agentToken that no header can hold', { agentToken: 'secret \u{1F511}' }, 'agentToken must be'],
    ['no time at all', { timeoutMs: 0 }, 'timeoutMs must be'],
    ['a time that is no number', { timeoutMs: Number.NaN }, 'timeoutMs must be'],
    ['a time beyond what a timer can hold', { timeoutMs: 2 ** 31 }, 'timeoutMs must be'],
    ['a time without end', { timeoutMs: Number.POSITIVE_INFINITY }, 'timeoutMs must be'],
    ['a negative tolerance', { toleranceMs: -1 }, 'toleranceMs must be'],
    ['a tolerance that is no number', { toleranceMs: Number.NaN }, 'toleranceMs must be'],
    ['a tolerance without end', { toleranceMs: Number.POSITIVE_INFINITY }, 'toleranceMs must be'],
    ['no try', { retry: { attempts: 0 } }, 'retry.attempts must be'],
    ['half a try', { retry: { attempts: 1.5 } }, 'retry.attempts must be'],
    ['a negative wait', { retry: { baseDelayMs: -1 } }, 'retry.baseDelayMs must be'],
    ['a limit that is no number', { retry: { maxDelayMs: Number.NaN } }, 'retry.maxDelayMs must be'],
    ['a deadline in the past', { retry: { deadlineMs: -1 } }, 'retry.deadlineMs must be'],
  ])('%s', async (_, options, message) => {
    const error = await refusal(options);
    expect(error).toMatchObject({ code: 'CONFIGURATION', mayHaveBeenSent: false });
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('secret');
  });

  it.each<[string, Partial<SendOtpClientOptions>, RegExp]>([
    ['a public key to sign with', { privateKey: mpp.publicKey }, /^privateKey: .*public key/],
    ['a private key to verify with', { publicKeys: caller.privateKey }, /^publicKeys: .*private key/],
    ['an EC key to sign with', { privateKey: ec.privateKey }, /^privateKey: .*EC/],
    ['an EC key to verify with', { publicKeys: ec.publicKey }, /^publicKeys: .*EC/],
    ['a key of 1024 bits', { privateKey: small.privateKey }, /^privateKey: .*1024 bits/],
    ['a key that is none', { privateKey: 'no key' }, /^privateKey: /],
    ['one bad key among several', { publicKeys: { '1': mpp.publicKey, '2': 'no key' } }, /version 2/],
    ['no key at all', { publicKeys: {} }, /^publicKeys: there is no key/],
  ])('SIG-6: %s', async (_, options, message) => {
    const error = await refusal(options);
    expect(error.code).toBe('CONFIGURATION');
    expect(error.message).toMatch(message);
    expect(error.cause).toBeInstanceOf(KeyError);
  });
});

describe('a key that is promised', () => {
  it.each<[string, (vault: SealedVault) => Partial<SendOtpClientOptions>]>([
    ['the private key', (vault) => ({ privateKey: vault.key() })],
    ['a public key', (vault) => ({ publicKeys: vault.key() })],
    ['one of several public keys', (vault) => ({ publicKeys: { '1': vault.waiting(), '2': vault.key() } })],
    [
      'a public key, before the private key is there',
      (vault) => ({ privateKey: vault.waiting(), publicKeys: vault.key() }),
    ],
    ['both', (vault) => ({ privateKey: vault.key(), publicKeys: vault.key() })],
  ])('and does not come is told at once, as it is: %s', async (_, options) => {
    const vault = new SealedVault();
    await expect(createSendOtpClient({ ...good, ...options(vault) })).rejects.toBe(vault.error);
    expect(vault.error.message).toBe(SealedVault.message);
  });
});

describe('options that make sense', () => {
  it('SIG-6: keys as bare base64 DER', async () => {
    const privateKey = createPrivateKey(caller.privateKey)
      .export({ type: 'pkcs8', format: 'der' })
      .toString('base64');
    const publicKeys = mpp.publicKey.replaceAll(/-----[^-]+-----|\n/g, '');
    const { client } = await play([signed(success)], { privateKey, publicKeys });
    expect(await client.sendOtp(request)).toMatchObject({ resultStatus: 'S' });
  });

  it('a timeout as long as a timer can hold', async () => {
    const { client } = await play([signed(success)], { timeoutMs: 2 ** 31 - 1 });
    expect(await client.sendOtp(request)).toMatchObject({ resultStatus: 'S' });
  });
});
