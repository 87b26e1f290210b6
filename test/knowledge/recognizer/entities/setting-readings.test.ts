import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../../../../knowledge/recognizer/entities/setting-readings.ts';

const KEY = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeIS\\ParametersSystem';
const NAME = 'Max Threads(Private+Public)';
const read = (text: string) => readSettings(text.split('\n'));
const first = (text: string) => read(text).readings[0];

describe('the registry value, whatever printed it', () => {
  it.each([
    ['reg query of XP', `! REG.EXE VERSION 3.0\n\n${KEY}\n    ${NAME}\tREG_DWORD\t0x5`],
    ['reg query of Vista', `${KEY}\n    ${NAME}    REG_DWORD    0x5`],
    ['reg query with its blanks lost', `${KEY}\n${NAME} REG_DWORD 0x5`],
    ['reg query of the NT 4 resource kit', `[${KEY}]\nREG_DWORD\t${NAME}\t5`],
    ['a REGEDIT4 file', `REGEDIT4\n\n[${KEY}]\n"${NAME}"=dword:00000005\n`],
    ['a version 5.00 file', `Windows Registry Editor Version 5.00\n\n[${KEY}]\n"${NAME}"=dword:00000005\n`],
    ['a .reg file with bytes', `REGEDIT4\n\n[${KEY}]\n"${NAME}"=hex(4):05,00,00,00`],
    ['a .reg file that mail has wrapped', `[${KEY.slice(0, 60)}\n${KEY.slice(60)}]\n"${NAME}"=dword:00000005`],
    ['regedt32 on screen', `${KEY}\n${NAME} : REG_DWORD : 0x5`],
    ['regedit on screen', `${KEY}\n${NAME}\tREG_DWORD\t0x00000005 (5)`],
    ['regedit of NT 4 on screen', `${KEY}\n${NAME}  0x00000005 (5)`],
    [
      'Save Subtree As',
      `Key Name:          ${KEY.slice(19)}\nClass Name:        <NO CLASS>\nValue 0\n  Name:            ${NAME}\n  Type:            REG_DWORD\n  Data:            0x5`,
    ],
  ])('%s', (_, text) => {
    expect(first(text)).toMatchObject({ name: NAME, key: KEY, value: 5, from: 'registry' });
  });

  it('reads .reg digits as hexadecimal and keeps every value of the key', () => {
    const text = `REGEDIT4\n\n[${KEY}]\n"Background Threads"=dword:00000025\n"Note"="5"\n"Max Threads (Public+Private)"=dword:00000032`;
    expect(read(text).readings.map(({ name, value, line }) => [name, value, line])).toEqual([
      ['Background Threads', 37, 4],
      ['Max Threads (Public+Private)', 50, 6],
    ]);
  });

  it('names the lines it used', () => {
    expect(read(`hello\n${KEY}\n    ${NAME}    REG_DWORD    0x5\n\nbye`).lines).toEqual([2, 3]);
  });

  it('needs no key for a row with columns, and then names none', () => {
    expect(first(`${NAME} : REG_DWORD : 0x14`)).toEqual({ name: NAME, value: 20, from: 'registry', line: 1 });
  });

  it.each([
    'The value is a REG_DWORD 5',
    `reg add "${KEY}" /v "${NAME}" /t REG_DWORD /d 0x14 /f`,
    `${KEY}\n    ${NAME}    REG_SZ    5`,
    `The ${NAME} value defaults to 0x20 when Exchange is installed.`,
    'Start  0x00000014 (20)',
  ])('reads no number from: %s', (text) => expect(read(text).readings).toEqual([]));
});

describe('a value that does not exist', () => {
  it.each([
    [
      'XP',
      `C:\\>reg query "${KEY.replace('HKEY_LOCAL_MACHINE', 'HKLM')}" /v "${NAME}"\n\n! REG.EXE VERSION 3.0\n\nError:  The system was unable to find the specified registry key or value`,
    ],
    ['NT 4', `reg query "${KEY}\\${NAME}"\nThe system was unable to find the specified registry key.`],
    [
      'German',
      `reg query "${KEY}" /v "${NAME}"\nFEHLER: Der angegebene Registrierungsschlüssel bzw. Wert wurde nicht gefunden.`,
    ],
  ])('reg.exe of %s', (_, text) => {
    expect(first(text)).toMatchObject({ name: NAME, key: KEY, value: 'absent', from: 'registry' });
  });

  it('in words beside its name', () => {
    expect(first(`Value not found: ${NAME}`)).toMatchObject({ name: NAME, value: 'absent' });
  });

  it('is not read where no name is shown', () => {
    expect(read('ERROR: The system was unable to find the specified registry key or value.').readings).toEqual([]);
  });
});

describe('Performance Optimizer', () => {
  it('keeps all runs of perfopt.log in order, so the last one counts', () => {
    const text =
      'Set # of information store buffers from 1200 to 4096\nSet Maximum # of information store threads from 32 to 20\nSet Maximum # of information store threads from 20 to 5.';
    expect(read(text).readings).toEqual([
      { name: '# of information store buffers', value: 4096, previous: 1200, from: 'perfopt.log', past: true, line: 1 },
      {
        name: 'Maximum # of information store threads',
        value: 20,
        previous: 32,
        from: 'perfopt.log',
        past: true,
        line: 2,
      },
      {
        name: 'Maximum # of information store threads',
        value: 5,
        previous: 20,
        from: 'perfopt.log',
        past: true,
        line: 3,
      },
    ]);
  });

  it.each([
    [`Set ${NAME} from 0x20 to 0x5`, NAME, 32],
    ['Set Max Threads <Public+Private> from 20 to 5', 'Max Threads <Public+Private>', 20],
    [
      'set maximum number of information store threads from 20\nto 5',
      'maximum number of information store threads',
      20,
    ],
    [
      'Set Maximum # of information store threads from default to 5',
      'Maximum # of information store threads',
      undefined,
    ],
    ['Set Maximum # of information store threads to 5', 'Maximum # of information store threads', undefined],
  ])('%s', (text, name, previous) => {
    expect(first(text)).toEqual({
      name,
      value: 5,
      ...(previous && { previous }),
      from: 'perfopt.log',
      past: true,
      line: 1,
    });
  });

  it.each([
    ['Maximum # of information store threads  5', undefined],
    ['Maximum # of information store threads ........ 5', undefined],
    ['Maximum number of information store threads:\t20\t5', 20],
  ])('perfwiz -r: %s', (text, previous) => {
    expect(first(text)).toMatchObject({ value: 5, ...(previous && { previous }), from: 'perfwiz' });
  });

  it.each(['Set the table from 5 to 7', 'Maximum # of information store threads is too low', 'We set it to 5'])(
    'reads nothing from: %s',
    (text) => expect(read(text).readings).toEqual([]),
  );
});

it('never throws, and uses only lines that exist', () => {
  const word = fc.constantFrom(
    'Set',
    ' from ',
    ' to ',
    '# threads',
    'REG_DWORD',
    '0x5',
    '"',
    '[',
    ']',
    'HKLM\\a',
    '\n',
    NAME,
    'reg query ',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(word, fc.string())), (parts) => {
      const lines = parts.join(' ').split('\n');
      const used = readSettings(lines).lines;
      expect(used.every((line) => line >= 1 && line <= lines.length)).toBe(true);
    }),
  );
});
