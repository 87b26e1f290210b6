import { readFileSync } from 'node:fs';
import type { Knowledge } from '../load-knowledge.ts';

/** A script that somebody runs on the machine in question; what it writes is pasted back. */
export interface CollectorScript {
  name: 'collect.ps1' | 'collect.cmd';
  /** ASCII, lines end in CR LF as old editors want them */
  text: string;
}

/** How a script asks for a registry key. Keys with other characters are left out: what is written here runs. */
const QUERIES: Record<CollectorScript['name'], (keys: readonly string[]) => string> = {
  'collect.ps1': (keys) => keys.map((key) => `'${key}'`).join(', '),
  'collect.cmd': (keys) =>
    keys
      .flatMap((key) => [
        `echo == Settings below ${key}>> "%F%"`,
        // reg.exe came with Windows XP; the editor can export since NT 4.
        `start /wait regedit /e "%K%" "${key}"`,
        'if exist "%K%" type "%K%" >> "%F%"',
        'if exist "%K%" del "%K%"',
      ])
      .join('\n'),
};

const PLAIN_KEY = /^HKEY_LOCAL_MACHINE(?:\\[A-Za-z0-9 _.-]{1,80}){1,12}$/;

/** The read-only scripts, for Windows 7 and later and for NT 4 to 2003; they read the settings that the articles ask about. */
export function collectorScripts({ articles }: Pick<Knowledge, 'articles'>): CollectorScript[] {
  const all = [...articles.values()].flatMap(({ settings }) => settings.map(({ key }) => key));
  const keys = [...new Set(all)].filter((key) => PLAIN_KEY.test(key)).toSorted();
  return (['collect.ps1', 'collect.cmd'] as const).map((name) => {
    const template = readFileSync(new URL(name, import.meta.url), 'ascii');
    return { name, text: template.replace('{{keys}}', () => QUERIES[name](keys)).replace(/\r?\n/g, '\r\n') };
  });
}
