import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainCode } from '../../../knowledge/codes/explain-code.ts';
import { allKnownCodes } from '../../../knowledge/codes/known-codes.ts';
import { toHresult } from '../../../knowledge/hresult.ts';

describe('a code taken apart', () => {
  it.each([
    ['a failure of MAPI', 0x80040115, '0x80040115', 'MAPI_E_NETWORK_ERROR', 'failure', 4, 0x115],
    ['the same, signed', -2147221227, '0x80040115', 'MAPI_E_NETWORK_ERROR', 'failure', 4, 0x115],
    ['a warning of MAPI, which is a success', 0x00040380, '0x00040380', 'MAPI_W_ERRORS_RETURNED', 'success', 4, 0x380],
    ['access denied', 0x80070005, '0x80070005', 'E_ACCESSDENIED', 'failure', 7, 5],
    ['a wrapped Windows number', 0x800706ba, '0x800706ba', 'RPC_S_SERVER_UNAVAILABLE', 'failure', 7, 1722],
    ['a Windows NT ID no', 0xc002041d, '0xc002041d', 'ERROR_SERVICE_REQUEST_TIMEOUT', 'error', 2, 1053],
    ['one that no table lists', 0xc0020534, '0xc0020534', 'ERROR_NONE_MAPPED', 'error', 2, 1332],
    ['its other form', 0xc00706b7, '0xc00706b7', 'RPC_S_NO_PROTSEQS', 'error', 7, 1719],
    ['a crash', 0xc0000005, '0xc0000005', 'STATUS_ACCESS_VIOLATION', 'error', 0, 5],
    ['a database error', -1018, '0xfffffc06', 'JET_errReadVerifyFailure', 'failure', 0x7ff, -1018],
    ['the same, unsigned', 4294966278, '0xfffffc06', 'JET_errReadVerifyFailure', 'failure', 0x7ff, -1018],
    ['a plain Windows number', 1727, '0x000006bf', 'RPC_S_CALL_FAILED_DNE', 'none', 0, 1727],
    ['success', 0, '0x00000000', 'S_OK', 'success', 0, 0],
    ["a program's own exception", 0xe06d7363, '0xe06d7363', undefined, 'error', 0x6d, 0x7363],
    ['a number of the store itself', 4021, '0x00000fb5', undefined, 'none', 0, 4021],
  ])('%s: %i', (_, number, code, name, severity, facility, low) => {
    const told = explainCode(number);
    expect(told).toMatchObject({ code, name, severity, low, known: true });
    expect(told.facility.number).toBe(facility);
    expect(told.source).not.toBeUndefined();
  });

  it('says of a wrapped number that it is a Windows error, and which', () => {
    expect(explainCode(0x800706ba).meaning).toBe('Windows error 1722: The RPC server cannot be reached.');
    expect(explainCode(4021).meaning).toMatch(/^Exchange error 4021: /);
  });

  it('says where the meaning is from, and whether that is an article', () => {
    expect(explainCode(0x8004011d)).toMatchObject({ source: expect.stringContaining('Q169686'), basis: undefined });
    expect(explainCode(0x80004001)).toMatchObject({ source: 'winerror.h', basis: 'general' });
  });

  it('says that codes of facility ITF belong to their interface', () => {
    expect(explainCode(0x80040115).facility.name).toContain('each interface gives these numbers its own meaning');
  });

  it('gives both meanings where MAPI and COM use one number', () => {
    const { name, meaning } = explainCode(0x80040111);
    expect(name).toBe('MAPI_E_LOGON_FAILED');
    expect(meaning).toContain('CLASS_E_CLASSNOTAVAILABLE');
  });
});

describe('a code that no table has is said to be unknown', () => {
  it.each([
    ['of facility ITF', 0x80040fff, 'each interface'],
    ['as Windows number', 0x8007ffff, 'Windows error 65535, and I do not know that number'],
    ['as Windows NT ID no', 0xc0020ffa, 'Windows error 4090, and I do not know that number'],
    ['as database error', -1999, '-1999'],
    ['as database error of any size', -20000, '-20000'],
    ['as plain number', 9999, '9999'],
    ['as event id with its severity bits', 0xc0000bdf, 'event 3039'],
    ['of the content engine', 0x80040c05, 'content engine'],
    ['otherwise', 0x87654321, 'Its parts say'],
  ])('%s', (_, number, says) => {
    const told = explainCode(number);
    expect(told).toMatchObject({ known: false, name: undefined });
    expect(told.meaning).toMatch(/do not know/);
    expect(told.meaning).toContain(says);
  });

  it.each([Number.NaN, 1.5, 2 ** 32, -(2 ** 31) - 1, Number.POSITIVE_INFINITY])('%d is no code', (number) => {
    expect(explainCode(number)).toMatchObject({ code: String(number), known: false, name: undefined });
    expect(explainCode(number).meaning).toContain('not a code');
  });
});

describe('any number', () => {
  it('is explained in whole sentences, and signed and unsigned alike', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 }), (number) => {
        const told = explainCode(number);
        expect(told.meaning).toMatch(/\.$/);
        expect(told.code).toMatch(/^0x[0-9a-f]{8}$/);
        expect(explainCode(number | 0)).toEqual(told);
        expect(Number.isInteger(told.low) && told.facility.number <= 0x7ff).toBe(true);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.double(), (number) => typeof explainCode(number).meaning === 'string'));
  });

  it('of a table is known', () => {
    expect(allKnownCodes().filter(({ code, family }) => !explainCode(code, family).known)).toEqual([]);
    expect(allKnownCodes().filter(({ code }) => toHresult(code | 0) !== code)).toEqual([]);
  });
});
