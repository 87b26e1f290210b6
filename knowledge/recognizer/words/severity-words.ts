import type { Severity } from '../event-record.ts';

// What Windows prints in English, German, French and Spanish, and what eventquery, psloglist and .NET make of it.
const WORDS: Record<Severity, readonly string[]> = {
  error: ['error', 'fehler', 'erreur', 'critical', 'kritisch', 'critique', 'crítico', 'stop', 'err'],
  warning: ['warning', 'warnung', 'avertissement', 'advertencia', 'warn'],
  information: ['information', 'informational', 'informationen', 'informations', 'información', 'informacion', 'info'],
  'success audit': [
    'success audit',
    'audit success',
    'successaudit',
    'erfolgsüberw.',
    'erfolgsüberwachung',
    'aud. succès',
  ],
  'failure audit': [
    'failure audit',
    'audit failure',
    'failureaudit',
    'fehlerüberw.',
    'fehlerüberwachung',
    'aud. échecs',
  ],
};

const BY_WORD = new Map<string, Severity>();
for (const severity of ['error', 'warning', 'information', 'success audit', 'failure audit'] as const) {
  for (const word of WORDS[severity]) BY_WORD.set(word, severity);
}

const BY_TYPE = new Map<number, Severity>([
  [1, 'error'],
  [2, 'warning'],
  [4, 'information'],
  [8, 'success audit'],
  [16, 'failure audit'],
]);

const BY_LEVEL = new Map<number, Severity>([
  [1, 'error'],
  [2, 'error'],
  [3, 'warning'],
  [4, 'information'],
]);

/** The severity a word or an event type number (1, 2, 4, 8, 16 as in .evt files and dumpel) stands for. */
export function severityOf(text: string): Severity | undefined {
  // Log Parser writes "Error event".
  const word = text
    .trim()
    .toLowerCase()
    .replace(/ event$/, '');
  return BY_WORD.get(word) ?? severityOfType(Number(text.trim() || Number.NaN));
}

/** The event type of .evt files, dumpel and Get-EventLog: 1 error, 2 warning, 4 information, 8 and 16 audits. */
export function severityOfType(type: number): Severity | undefined {
  return BY_TYPE.get(type);
}

/** The level of Windows Vista and later: 1 critical, 2 error, 3 warning, 4 information. */
export function severityOfLevel(level: number): Severity | undefined {
  return BY_LEVEL.get(level);
}
