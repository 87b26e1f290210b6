import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readingsOf } from '../../../knowledge/codes/readings-of-number.ts';
import { JET_CODES, MAPI_CODES, rowsOf } from './printed-codes.ts';

const short = (word: string) =>
  readingsOf(word).map(({ as, text, name }) => [as, text, name].filter(Boolean).join(' '));
const names = (word: string) => readingsOf(word).map((reading) => reading.name);

describe('every result code is read alike', () => {
  it.each(rowsOf(MAPI_CODES))('%s', (hex = '', signed = '', unsigned = '', symbol = '', client = '', other = '') => {
    const digits = hex.slice(2);
    const hyphened = `${digits.slice(0, 4)}-${digits.slice(4)}`;
    const forms = [hex, hex.toLowerCase(), digits, hyphened, signed, unsigned, symbol, other, client].filter(Boolean);
    for (const form of forms) expect(names(form), form).toContain(symbol);
  });
});

describe('every database error is read alike', () => {
  it.each(rowsOf(JET_CODES))('%s', (signed = '', unsigned = '', hex = '', symbol = '') => {
    const forms = [signed, signed.replace('-', '\u2212'), unsigned, hex, hex.slice(2), symbol, symbol.toLowerCase()];
    for (const form of forms) expect(names(form), form).toEqual([symbol]);
  });
});

describe('one number, one reading', () => {
  it.each([
    ['0x80040115', 'code 0x80040115 MAPI_E_NETWORK_ERROR'],
    ['CdoE_FAILONEPROVIDER', 'code 0x8004011d MAPI_E_FAILONEPROVIDER'],
    ['("0x80040115").', 'code 0x80040115 MAPI_E_NETWORK_ERROR'],
    ['1727', 'Windows error 1727 RPC_S_CALL_FAILED_DNE'],
    ['5.7.1', 'SMTP status 5.7.1'],
    ['0xe0434352', 'code 0xe0434352'],
    ['0xdeaddead', 'stop code 0xdeaddead MANUALLY_INITIATED_CRASH1'],
    ['DRIVER_POWER_STATE_FAILURE', 'stop code 0x0000009f DRIVER_POWER_STATE_FAILURE'],
    ['6bf', 'Windows error 1727 RPC_S_CALL_FAILED_DNE'],
    ['0x6bf', 'Windows error 1727 RPC_S_CALL_FAILED_DNE'],
    ['000006bf', 'Windows error 1727 RPC_S_CALL_FAILED_DNE'],
    ['WSAECONNREFUSED', 'Windows error 10061 WSAECONNREFUSED'],
    ['4021', 'Exchange error 4021'],
    ['4116', 'event id 4116'],
    ['0', 'code 0x00000000 S_OK'],
    ['0x12345', 'code 0x00012345'],
    ['0x5678', 'code 0x00005678'],
  ])('%s', (word, reading) => expect(short(word)).toEqual([reading]));
});

describe('two readings are both given', () => {
  it.each([
    [
      'a Windows error and a database error without its minus',
      '1018',
      [
        'Windows error 1018 ERROR_KEY_DELETED',
        'database error, if a minus sign belongs before it 0xfffffc06 JET_errReadVerifyFailure',
      ],
    ],
    [
      'decimal and hexadecimal digits',
      '32',
      [
        'Windows error 32 ERROR_SHARING_VIOLATION',
        'Windows error, if the digits are hexadecimal 50 ERROR_NOT_SUPPORTED',
        'LDAP result 32 LDAP_NO_SUCH_OBJECT',
        'Kerberos error 32 KRB_AP_ERR_TKT_EXPIRED',
        'stop code, as a decimal number 0x00000020 KERNEL_APC_PENDING_DURING_EXIT',
      ],
    ],
    [
      'a Windows error, a number of a client dialog and an event',
      '1005',
      [
        'Windows error 1005 ERROR_UNRECOGNIZED_VOLUME',
        'number of a client dialog (1000 plus the low word of the code) 0x80070005 MAPI_E_NO_ACCESS',
        'event id 1005',
      ],
    ],
    [
      'a result of COM and its name in MAPI',
      'E_FAIL',
      ['code 0x80004005 E_FAIL', 'MAPI result 0x80004005 MAPI_E_CALL_FAILED'],
    ],
    [
      'a stop code, as blue screens print it, and a Windows error',
      '0x0000007e',
      ['stop code 0x0000007e SYSTEM_THREAD_EXCEPTION_NOT_HANDLED', 'Windows error 126 ERROR_MOD_NOT_FOUND'],
    ],
    [
      'a Windows error and a stop code',
      '0x7e',
      ['Windows error 126 ERROR_MOD_NOT_FOUND', 'stop code 0x0000007e SYSTEM_THREAD_EXCEPTION_NOT_HANDLED'],
    ],
    ['an event and a code, with the severity bits set', '0xC0000BDF', ['event id 3039', 'code 0xc0000bdf']],
    ['the same as PowerShell shows it', '3221228511', ['event id 3039', 'code 0xc0000bdf']],
    ['the same, signed', '-1073738785', ['event id 3039', 'code 0xc0000bdf']],
    ['the same as a warning', '2147486687', ['event id 3039', 'code 0x80000bdf']],
    ['the same as information', '1073744863', ['event id 3039']],
    ['an event of an unknown id', '3221231472', ['event id 6000', 'code 0xc0001770']],
    ['a known event with facility bits', '0xC0021014', ['event id 4116', 'code 0xc0021014']],
  ])('%s: %s', (_, word, readings) => expect(short(word)).toEqual(readings));

  it('but a result is never an event: 0x80040115 is not event 277', () => {
    for (const word of ['0x80040115', '2147746069', '0x80040fff', '0x8007ffff', '0x80004005', 'c0000005'])
      expect(readingsOf(word).map((reading) => reading.as)).not.toContain('event id');
  });
});

describe('a code of several parts', () => {
  const parts = (word: string) =>
    readingsOf(word).map(({ as, text, name }) => [as, text, name].filter(Boolean).join(' '));

  it.each([
    [
      '80040115-0514-000006bf',
      [
        'result 0x80040115 MAPI_E_NETWORK_ERROR',
        'place in the program 0514',
        'error below it 0x000006bf = 1727 RPC_S_CALL_FAILED_DNE',
      ],
    ],
    [
      '8004011d-0526-00000000',
      ['result 0x8004011d MAPI_E_FAILONEPROVIDER', 'place in the program 0526', 'error below it 0x00000000 = 0'],
    ],
    ['[80000008:FFFFFC0D]', ['result 0x80000008 E_FAIL', 'error below it 0xfffffc0d = -1011 JET_errOutOfMemory']],
    ['80040C05-F20000E9', ['result 0x80040c05', 'number of the content engine f20000e9']],
    ['8007000E-F20000FF', ['result 0x8007000e MAPI_E_NOT_ENOUGH_MEMORY', 'number of the content engine f20000ff']],
    ['0-82000080', ['result 0', 'number of the content engine 82000080']],
    ['5866-80040115', ['message number of the client 5866', 'code 0x80040115 MAPI_E_NETWORK_ERROR']],
    [
      '80070057-0501-80070057',
      [
        'result 0x80070057 MAPI_E_INVALID_PARAMETER',
        'place in the program 0501',
        'error below it 0x80070057 MAPI_E_INVALID_PARAMETER',
      ],
    ],
    [
      '80004005-0501-00009999',
      ['result 0x80004005 MAPI_E_CALL_FAILED', 'place in the program 0501', 'error below it 0x00009999 = 39321'],
    ],
  ])('%s', (word, readings) => expect(parts(word)).toEqual(readings));

  it('the size limit of the store is not taken for Windows error 1245', () => {
    const [, , below] = readingsOf('80004005-0501-000004dd');
    expect(below).toMatchObject({ text: '0x000004dd = 1245', meaning: expect.stringContaining('size limit') });
    expect(below?.name).toBeUndefined();
  });
});

describe('nothing is guessed', () => {
  it.each([
    ['a word', 'hello'],
    ['a word of hexadecimal letters', 'facade'],
    ['a date', '20050428'],
    ['a telephone number', '555-1234'],
    ['an order number', '8555-1234'],
    ['a ten-digit number', '1234567890'],
    ['a code with a digit missing', '804011d'],
    ['a number that no table has', '9999'],
    ['a bare five-digit number', '54321'],
    ['an unknown name', 'MAPI_E_NO_SUCH_NAME'],
    ['nothing', ''],
    ['brackets', '(("'],
    ['a very long number', '1'.repeat(1000)],
    ['a megabyte of brackets', `5${')'.repeat(1_000_000)}5`],
  ])('%s', (_, word) => expect(readingsOf(word)).toEqual([]));
});

describe('any word', () => {
  const piece = fc.constantFrom(
    '0x',
    '8004',
    '0115',
    '-',
    ':',
    'f',
    'MAPI_E_',
    'JET_err',
    '1018',
    '[',
    ')',
    '\u2013',
    '000006bf',
  );
  it('is read without a failure, in few readings that each say something', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 1024 }),
          fc.array(piece).map((parts) => parts.join('')),
        ),
        (word) => {
          const readings = readingsOf(word);
          expect(readings.length).toBeLessThanOrEqual(10);
          for (const reading of readings) {
            expect(reading.as).not.toBe('');
            expect(reading.text ?? reading.meaning ?? '').not.toBe('');
          }
        },
      ),
    );
  });

  it('of eight hexadecimal digits after 0x has at least one reading, and the same one in capitals', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (number) => {
        const digits = number.toString(16).padStart(8, '0');
        expect(readingsOf(`0x${digits}`).length).toBeGreaterThan(0);
        expect(readingsOf(`0X${digits.toUpperCase()}`)).toEqual(readingsOf(`0x${digits}`));
      }),
    );
  });
});
