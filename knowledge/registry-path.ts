/** A place in the registry, in the words of the field: key, value, data. */
export interface RegistryPath {
  key: string;
  value: string;
}

const ROOTS = new Map([
  ['HKLM', 'HKEY_LOCAL_MACHINE'],
  ['HKCU', 'HKEY_CURRENT_USER'],
  ['HKCR', 'HKEY_CLASSES_ROOT'],
  ['HKU', 'HKEY_USERS'],
]);

/** Reads a registry key, short or long root, with or without a closing backslash; undefined for anything else. */
export function parseRegistryKey(text: string): string | undefined {
  const parts = text
    .trim()
    .split('\\')
    .map((part) => part.trim());
  if (parts.at(-1) === '') parts.pop();
  const [first = '', ...rest] = parts;
  const root = ROOTS.get(first.toUpperCase()) ?? first.toUpperCase();
  if (![...ROOTS.values()].includes(root) || rest.length === 0 || rest.includes('')) return undefined;
  return [root, ...rest].join('\\');
}

/** `20 (0x14)`: every number is shown in both bases, since the editors' radix is the usual trap. */
export function bothBases(value: number): string {
  return `${value} (0x${value.toString(16)})`;
}

/**
 * The text of a REGEDIT4 file that sets one DWORD. Windows NT 4.0 and later read it; NT 3.51 does not (Q141377, Q153935).
 * Lines end in CR LF, the key is never wrapped, and a final line break stands at the end (Q224382).
 */
export function regFileText(path: RegistryPath, data: number): string {
  const name = path.value.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  const dword = data.toString(16).padStart(8, '0');
  return ['REGEDIT4', '', `[${path.key}]`, `"${name}"=dword:${dword}`, '', ''].join('\r\n');
}

/** The same for what may be no number: `absent` and `unknown` stay words. */
export const inBothBases = (value: number | string): string => (typeof value === 'number' ? bothBases(value) : value);
