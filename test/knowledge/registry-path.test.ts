import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bothBases, parseRegistryKey, regFileText } from '../../knowledge/registry-path.ts';

const KEY = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeIS\\ParametersSystem';

describe('reading a registry key', () => {
  it.each([
    ['the whole key', KEY, KEY],
    ['the short root', KEY.replace('HKEY_LOCAL_MACHINE', 'HKLM'), KEY],
    ['a root in small letters', KEY.replace('HKEY_LOCAL_MACHINE', 'hkey_local_machine'), KEY],
    ['a backslash at the end', `${KEY}\\`, KEY],
    ['blanks around it', `  ${KEY} `, KEY],
    ['blanks around a backslash', KEY.replace('Services\\', 'Services \\ '), KEY],
    ['the users root', 'HKU\\.Default\\Software', 'HKEY_USERS\\.Default\\Software'],
    ['a key with blanks in a name', 'HKCU\\Software\\Question States', 'HKEY_CURRENT_USER\\Software\\Question States'],
  ])('%s', (_name, text, key) => {
    expect(parseRegistryKey(text)).toBe(key);
  });

  it.each([
    ['nothing', ''],
    ['a root alone', 'HKEY_LOCAL_MACHINE'],
    ['a root with a backslash', 'HKLM\\'],
    ['a key without its root', 'SYSTEM\\CurrentControlSet'],
    ['an unknown root', 'HKEY_LOCAL\\SYSTEM'],
    ['two backslashes in a row', 'HKLM\\SYSTEM\\\\Services'],
    ['a file', 'C:\\Exchsrvr\\Imcdata'],
  ])('%s is no key', (_name, text) => {
    expect(parseRegistryKey(text)).toBeUndefined();
  });

  it('reads back what it wrote, and never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const key = parseRegistryKey(text);
        if (key !== undefined) expect(parseRegistryKey(key)).toBe(key);
      }),
    );
  });
});

describe('a number is always shown in both bases', () => {
  it.each([
    [20, '20 (0x14)'],
    [5, '5 (0x5)'],
    [50, '50 (0x32)'],
    [0, '0 (0x0)'],
  ])('%i', (value, said) => {
    expect(bothBases(value)).toBe(said);
  });
});

describe('the text of a .reg file', () => {
  it('is what Windows NT 4.0 imports', () => {
    expect(regFileText({ key: KEY, value: 'Max Threads(Private+Public)' }, 0x14)).toBe(
      `REGEDIT4\r\n\r\n[${KEY}]\r\n"Max Threads(Private+Public)"=dword:00000014\r\n\r\n`,
    );
  });

  it('escapes backslashes and quotes in a value name, and nothing else', () => {
    expect(regFileText({ key: KEY, value: 'a\\b"c (d+e)' }, 1)).toContain('"a\\\\b\\"c (d+e)"=dword:00000001');
  });

  it('never wraps the key, and writes eight hexadecimal digits whatever the number is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (data) => {
        const lines = regFileText({ key: KEY, value: 'Max Threads(Private+Public)' }, data).split('\r\n');
        expect(lines).toHaveLength(6);
        expect(lines[2]).toBe(`[${KEY}]`);
        const [, digits] = /=dword:([0-9a-f]{8})$/.exec(lines[3] ?? '') ?? [];
        expect(Number.parseInt(digits ?? '', 16)).toBe(data);
      }),
    );
  });
});
