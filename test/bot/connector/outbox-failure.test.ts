import { describe, expect, it } from 'vitest';
import { readFailure } from '../../../bot/connector/outbox-failure.ts';

const NOW = new Date('2026-01-01T12:00:00Z');

describe('an answer that cannot be read', () => {
  it.each([200, 201, 204])('with status %i, is of a reply that was taken', (statusCode) => {
    expect(readFailure(Object.assign(new Error('not JSON'), { statusCode }), NOW)).toEqual({ again: 'delivered' });
  });
});

describe('the reason of a failed delivery', () => {
  it('names kind and place of an error of our own side, never its message', () => {
    const error = new TypeError('cannot send "my password"\n    at home my password is 1234');
    const failure = readFailure(error, NOW);
    const reason = expect.stringMatching(/^failed \(TypeError\) at .*outbox-failure\.test\.ts:\d+:\d+/);
    expect(failure).toEqual({ again: false, reason });
    expect(JSON.stringify(failure)).not.toContain('password');
  });

  it('names the kind alone when the message was changed, since the stack still begins with the old one', () => {
    const stack = 'Error: wrong\n    at home my password is 1234\n    at file.ts:1:1';
    const error = Object.assign(new Error('something else'), { stack });
    expect(readFailure(error, NOW)).toEqual({ again: false, reason: 'failed (Error)' });
  });

  it.each([
    [
      'an answer of the channel',
      { statusCode: 403, code: 'Forbidden', message: 'my password' },
      'HTTP 403 (Forbidden)',
    ],
    ['no answer', Object.assign(new Error('my password'), { code: 'ECONNRESET' }), 'no answer (ECONNRESET)'],
    ['a code that is a sentence', { statusCode: 400, code: 'my password' }, 'HTTP 400'],
    ['what is no error', 'my password', 'failed (string)'],
  ])('holds only status and code: %s', (_what, error, reason) => {
    expect(readFailure(error, NOW)).toMatchObject({ reason });
  });
});
