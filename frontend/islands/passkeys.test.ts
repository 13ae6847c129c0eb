import { expect, test } from 'vitest';
import { bytesOf, creationOptions, credentialInWords, refusalOf, requestOptions, wordsOf } from './passkeys';

const EVERY_BYTE = Uint8Array.from({ length: 256 }, (_, byte) => byte);

test('bytes come back from words as they were, whatever their number', () => {
  for (const length of [0, 1, 2, 3, 256]) {
    const bytes = EVERY_BYTE.slice(256 - length);

    expect(bytesOf(wordsOf(bytes.buffer))).toEqual(bytes);
  }
});

test('words are base64url without padding', () => {
  expect(wordsOf(Uint8Array.of(251, 255, 254).buffer)).toBe('-__-');
  expect(wordsOf(Uint8Array.of(53).buffer)).toBe('NQ');
});

test('the question for a new passkey reaches the browser in bytes', () => {
  const asked = creationOptions({
    rp: { id: 'localhost', name: 'Twiza' },
    user: { id: 'NQ', name: 'a@example.org', displayName: 'A' },
    challenge: 'AQI',
    pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
    excludeCredentials: [{ type: 'public-key', id: 'Aw' }],
  });

  expect(asked).toEqual({
    rp: { id: 'localhost', name: 'Twiza' },
    user: { id: Uint8Array.of(53), name: 'a@example.org', displayName: 'A' },
    challenge: Uint8Array.of(1, 2),
    pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
    excludeCredentials: [{ type: 'public-key', id: Uint8Array.of(3) }],
  });
});

test('the question for a known passkey reaches the browser in bytes', () => {
  expect(requestOptions({ challenge: 'AQI', rpId: 'localhost' })).toEqual({
    challenge: Uint8Array.of(1, 2),
    rpId: 'localhost',
    allowCredentials: [],
  });
});

test('the answer reaches the server in words, without what it did not ask for', () => {
  const credential = {
    id: 'Aw',
    rawId: Uint8Array.of(3).buffer,
    type: 'public-key',
    getClientExtensionResults: () => ({}),
    response: {
      clientDataJSON: Uint8Array.of(1).buffer,
      authenticatorData: Uint8Array.of(2).buffer,
      signature: Uint8Array.of(4).buffer,
      userHandle: Uint8Array.of(5).buffer,
    },
  } as unknown as PublicKeyCredential;

  expect(credentialInWords(credential)).toEqual({
    id: 'Aw',
    rawId: 'Aw',
    type: 'public-key',
    clientExtensionResults: {},
    response: { clientDataJSON: 'AQ', authenticatorData: 'Ag', signature: 'BA' },
  });
});

test('what the browser refuses has three reasons', () => {
  const named = (name: string) => Object.assign(new Error('no'), { name });

  expect(['NotAllowedError', 'AbortError', 'InvalidStateError', 'SecurityError'].map((name) => refusalOf(named(name)))).toEqual([
    'cancelled',
    'cancelled',
    'known',
    'failed',
  ]);
  expect(refusalOf('no')).toBe('failed');
});
