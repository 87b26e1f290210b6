import { parseRegistryKey } from '../../registry-path.ts';

/** The registry keys that a text names, whole, also where they are wrapped over two lines; never with the sentence behind them. */
export function keysIn(text: string): string[] {
  const found: string[] = [];
  const lines = text.split('\n');
  for (const [at, line] of lines.entries()) {
    const from = line.slice(0, 500).search(/\b(?:HKEY_[A-Z_]+|HKLM|HKCU)\\/i);
    if (from < 0) continue;
    let key = keyOf(line.slice(from, from + 500));
    // A path that ends with the line, or breaks off at a backslash, goes on in the next.
    for (let next = at + 1; next < at + 3 && goesOn(key, line, lines[next]); next++)
      key += keyOf((lines[next] ?? '').trim());
    const named = key.slice(0, LONGEST_KEY).replace(/\\CCS\\/i, '\\CurrentControlSet\\');
    // sees at most 1000 characters in all: LONGEST_KEY
    const bare = named.replace(/[\\.,;:)"']+$/, '');
    const whole = bare.replace(/^HKLM\\/i, 'HKEY_LOCAL_MACHINE\\').replace(/^HKCU\\/i, 'HKEY_CURRENT_USER\\');
    if (parseRegistryKey(whole)) found.push(whole);
  }
  return [...new Set(found)];
}

/** Up to where a path ends: two blanks, a quotation mark, or a word behind a blank that begins a sentence. */
function keyOf(text: string): string {
  const end = text.search(
    / {2,}|["<>|?*]| (?:key|value|subkey|and|to|in|on|under|is|the|registry|then|if|for|from|where)\b|[.,;:](?: |$)/i,
  );
  return end < 0 ? text.trimEnd() : text.slice(0, end);
}

function goesOn(key: string, line: string, next: string | undefined): boolean {
  if (next === undefined || !line.trimEnd().endsWith(key.slice(-10))) return false;
  const below = next.trim();
  if (below === '' || /^(?:\d+[.)]|note|warning|[a-z][.)])(?: |:)/i.test(below)) return false;
  return key.endsWith('\\') || below.startsWith('\\');
}

const LONGEST_KEY = 1000;
