import { describe, expect, it } from 'vitest';
import { explainCode } from '../../../knowledge/codes/explain-code.ts';
import { recognizeUtterance } from '../../../knowledge/recognizer/recognize.ts';
import { plainUtterance } from '../../../knowledge/recognizer/utterance.ts';
import { STOP_PLACES } from '../../fixtures/code-places.ts';

/** Every code of a text as `0x… NAME`, each once. */
const codes = (text: string) => [
  ...new Set(
    recognizeUtterance(plainUtterance(text)).codes.map(({ code, as }) =>
      [`0x${code.toString(16)}`, explainCode(code, as).name].filter(Boolean).join(' '),
    ),
  ),
];
const event = (source: string, id: number, description: string) =>
  `Log Name:      System\nSource:        ${source}\nEvent ID:      ${id}\nLevel:         Error\nDescription:\n${description}`;

describe('a stop code has its own meaning, and its parameters are no codes', () => {
  it.each(STOP_PLACES)('$name', ({ write }) => {
    expect(codes(write(0x7e))).toEqual(['0x7e SYSTEM_THREAD_EXCEPTION_NOT_HANDLED']);
    expect(codes(write(0x9f))).toEqual(['0x9f DRIVER_POWER_STATE_FAILURE']);
  });

  it.each([
    ['its name alone', 'Stop code: CRITICAL_PROCESS_DIED', ['0xef CRITICAL_PROCESS_DIED']],
    [
      'a crash on purpose',
      'The bugcheck was: 0xdeaddead (0x00000000, 0x00000000, 0x00000000,\n0x00000000).',
      ['0xdeaddead MANUALLY_INITIATED_CRASH1'],
    ],
    [
      'the logon process',
      'STOP: c0000218 {Registry File Failure} The registry cannot load the hive',
      ['0xc0000218 STATUS_CANNOT_LOAD_REGISTRY_FILE'],
    ],
    [
      'named twice',
      'bugcheck 0x0000007a was seen.\nWhat does the code 0x0000007a mean?',
      ['0x7a KERNEL_DATA_INPAGE_ERROR'],
    ],
    ['none was written', 'Kernel-Power 41\nBugcheckCode 0\nBugcheckParameter1 0x0', []],
  ])('%s', (_, text, want) => expect(codes(text)).toEqual(want));
});

describe('a Windows number is one where the words say so', () => {
  it.each([
    [
      'a message number',
      event('Service Control Manager', 7023, 'The Spooler service terminated with the following error: \n%%126'),
      ['0x7e ERROR_MOD_NOT_FOUND'],
    ],
    [
      'a message number in XML of the service control manager',
      '<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="Service Control Manager"/><EventID>7000</EventID></System><EventData><Data Name="param2">%%1053</Data></EventData></Event>',
      ['0x41d ERROR_SERVICE_REQUEST_TIMEOUT'],
    ],
    [
      'in quotation marks',
      event('DCOM', 10005, 'DCOM got error "1068" attempting to start the service netman'),
      ['0x42c ERROR_SERVICE_DEPENDENCY_FAIL'],
    ],
    [
      'below its label',
      event('NTDS Replication', 1925, 'Additional Data\nError value:\n8524 The DSA operation is unable to proceed.'),
      ['0x214c ERROR_DS_DNS_LOOKUP_FAILURE'],
    ],
    ['in brackets', event('Userenv', 1000, 'returned a failure status code of (1317).'), ['0x525 ERROR_NO_SUCH_USER']],
    ['with 0x', event('GroupPolicy', 1030, 'Error code: 0x546.'), ['0x546 ERROR_NO_SECURITY_ON_OBJECT']],
    ['in German', event('Userenv', 1053, 'Fehlercode: 1722'), ['0x6ba RPC_S_SERVER_UNAVAILABLE']],
    ['in Chinese', event('Userenv', 1053, '错误代码：1722'), ['0x6ba RPC_S_SERVER_UNAVAILABLE']],
    [
      'without 0x behind a word for code',
      event('Health Service Modules', 10612, 'Error Code: 80070520'),
      ['0x80070520 ERROR_NO_SUCH_LOGON_SESSION'],
    ],
    [
      'as HRESULT',
      'The last operation failed.\n        - Returned HRESULT: 80042306',
      ['0x80042306 VSS_E_PROVIDER_VETO'],
    ],
    ['of LDAP', event('NTDS', 2887, 'LDAP error 81'), ['0x51 LDAP_SERVER_DOWN']],
  ])('%s', (_, text, want) => expect(codes(text)).toEqual(want));

  it.each([
    ['a count', 'Event Viewer error (2 of these)'],
    ['a list below a word', 'it says (Error)\n4. next'],
    ['success', event('Service Control Manager', 7024, 'The service terminated with the error: %%0')],
    ['a parameter of the audit', event('Microsoft-Windows-Security-Auditing', 4624, 'Impersonation Level: %%1833')],
    [
      'a number of Exchange itself',
      event('MSExchangeDS', 1166, 'Error 8 has occurred (internal ID 30f0090).\nError code: 8'),
    ],
    ['a status of the web', 'the page answers with status code 500'],
    ['a field of an object', '{"event_id": 1006, "ErrorCode": 82}'],
  ])('%s is none', (_, text) => expect(codes(text)).toEqual([]));

  it('is not told again beside its result, or beside a database error that it only explains', () => {
    expect(codes('failed with system error 5 (0x80070005)')).toEqual(['0x80070005 E_ACCESSDENIED']);
    expect(
      codes(
        event(
          'ESE',
          486,
          'failed with system error 32 (0x00000020): in use. The operation will fail with error -1032 (0xfffffbf8).',
        ),
      ),
    ).toEqual(['0xfffffbf8 JET_errFileAccessDenied']);
    expect(codes(event('App', 1, 'failed with system error 32 (0x00000020): in use.'))).toEqual([
      '0x20 ERROR_SHARING_VIOLATION',
    ]);
  });
});

describe('the name follows the program that printed the code', () => {
  it.each([
    ['MSExchangeIMC', '0x80070005 MAPI_E_NO_ACCESS'],
    ['MSExchangeIS Private', '0x80070005 MAPI_E_NO_ACCESS'],
    ['MSExchange Control Panel', '0x80070005 E_ACCESSDENIED'],
    ['VSS', '0x80070005 E_ACCESSDENIED'],
  ])('%s: %s', (source, want) => expect(codes(event(source, 3039, 'hr = 0x80070005, denied.'))).toEqual([want]));

  it('and MAPI keeps what only MAPI has', () => {
    expect(codes('event 3039, 0x80040115')).toEqual(['0x80040115 MAPI_E_NETWORK_ERROR']);
    expect(codes(event('Application', 4094, 'The error 0x8004011d occurred'))).toEqual([
      '0x8004011d MAPI_E_FAILONEPROVIDER',
    ]);
  });

  it('a class that is not there is one of COM outside Exchange', () => {
    expect(codes(event('VSS', 8193, 'CoCreateInstance. hr = 0x80040111'))).toEqual([
      '0x80040111 CLASS_E_CLASSNOTAVAILABLE',
    ]);
    expect(codes(event('MSExchangeSA', 1005, 'error 0x80040111'))).toEqual(['0x80040111 MAPI_E_LOGON_FAILED']);
  });
});

describe('what only looks like a code is none', () => {
  const crash = (rest: string) =>
    event(
      'Application Error',
      1000,
      `Faulting application name: a.exe, version: 1.0.0.0, time stamp: 0x86e77400\nFaulting module name: b.dll, version: 10.0.1.2, time stamp: 0xbced4b82\nException code: 0xe0434352\nFault offset: 0xf80bdad8\n${rest}`,
    );
  it.each([
    ['time stamps and offsets of a crash', crash('Faulting process id: 0x53c'), ['0xe0434352']],
    [
      'the same in another language',
      'Název: a.exe, verze: 2.7.7150.1013, časové razítko: 0x938b9859\nException code: 0xc0000409',
      ['0xc0000409 STATUS_STACK_BUFFER_OVERRUN'],
    ],
    [
      'addresses',
      'The instruction at "0xf7f81b3c" referenced memory at "0xf0000010". The memory could not be "read".',
      [],
    ],
    [
      'arguments of a call',
      'Unexpected error CreateFileW(\\\\?\\GLOBALROOT\\Device\\X\\,0x80000000,0x00000003,...).  hr = 0x80070001',
      ['0x80070001 ERROR_INVALID_FUNCTION'],
    ],
    ['one argument alone is a code', 'System.Exception(0x80004005): failed', ['0x80004005 E_FAIL']],
    ['a block', 'The IO operation at logical block address 0x8f2f0a1c for Disk 1 was retried.', []],
    ['success beside a failure', 'Status: 0xc000006d Sub Status: 0x00000000', ['0xc000006d STATUS_LOGON_FAILURE']],
    ['a size', 'reserved 0x00031fe8 bytes', []],
  ])('%s', (_, text, want) => expect(codes(text)).toEqual(want));
});
