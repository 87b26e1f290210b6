import type { Role } from '../imported-article.ts';

/** Names of sections as knowledge bases and runbooks use them, in lower case and by language. One name more is one word more. */
const NAMES: Record<Exclude<Role, 'other'>, readonly string[]> = {
  symptoms: [
    ...['symptoms', 'symptom', 'problem', 'issue', 'meaning', 'impact', 'error', 'behavior', 'behaviour', 'alert'],
    ...[
      'problem description',
      'problem statement',
      'issue description',
      'error message',
      'what happens',
      'what you see',
    ],
    ...['symptome', 'fehlerbild', 'störung', 'symptôme', 'symptômes', 'problème', 'síntoma', 'síntomas', 'problema'],
    ...['sintomi', 'sintomo', 'sintoma', 'sintomas', 'symptomen', 'probleem', 'objawy'],
  ],
  cause: [
    ...[
      'cause',
      'causes',
      'reason',
      'root cause',
      'possible cause',
      'possible causes',
      'probable cause',
      'likely cause',
      'why',
      'background',
      'diagnosis',
      'analysis',
    ],
    ...['why it happens', 'why does it happen', 'why this happens', 'root cause analysis'],
    ...[
      'ursache',
      'ursachen',
      'grund',
      'hintergrund',
      'causa',
      'causas',
      'cause possible',
      'causes possibles',
      'oorzaak',
    ],
    ...['przyczyna'],
  ],
  resolution: [
    ...[
      'resolution',
      'resolutions',
      'solution',
      'solutions',
      'fix',
      'mitigation',
      'remediation',
      'recovery',
      'procedure',
    ],
    ...['steps', 'resolving', 'troubleshooting', 'troubleshooting steps', 'how to fix', 'how to resolve', 'action'],
    ...[
      'actions',
      'steps to resolve',
      'method',
      'repair',
      'what to do',
      'how to fix it',
      'how to fix this',
      'to fix it',
    ],
    ...['how to solve it', 'instructions', 'response', 'how to recover', 'how to mitigate', 'how to repair'],
    ...[
      'lösung',
      'lösungen',
      'behebung',
      'abhilfe',
      'fehlerbehebung',
      'vorgehen',
      'maßnahmen',
      'résolution',
      'procédure',
    ],
    ...['correction', 'solución', 'soluciones', 'resolución', 'procedimiento', 'soluzione', 'risoluzione', 'procedura'],
    ...['solução', 'resolução', 'oplossing', 'rozwiązanie'],
  ],
  workaround: [
    ...['workaround', 'workarounds', 'temporary fix', 'mitigation steps', 'temporary solution', 'work around'],
    ...[
      'umgehung',
      'problemumgehung',
      'workaround temporal',
      'contournement',
      'solution de contournement',
      'solución temporal',
    ],
  ],
  status: [
    'status',
    'state',
    'applies to',
    'environment',
    'umgebung',
    'gilt für',
    'betrifft',
    'environnement',
    'entorno',
  ],
  more: [
    ...['more information', 'additional information', 'details', 'description', 'notes', 'introduction', 'prevention'],
    ...['steps to reproduce', 'how to reproduce', 'reproduction', 'further information', 'weitere informationen'],
    ...['zusätzliche informationen', 'beschreibung', 'más información', 'plus d informations', 'descripción'],
  ],
  summary: ['summary', 'overview', 'abstract', 'purpose', 'zusammenfassung', 'überblick', 'zweck', 'résumé', 'resumen'],
  related: [
    ...['references', 'see also', 'related', 'related articles', 'further reading', 'next steps', 'links'],
    ...['additional resources', 'related content', 'siehe auch', 'verweise', 'voir aussi', 'véase también'],
  ],
};

const ROLE_OF = new Map(
  Object.entries(NAMES).flatMap(([role, names]) => names.map((name) => [name, role as Role] as const)),
);

/** "Method 2: …", "Resolution 1", "Option B": one of several ways. */
const WAY = /^(?:method|option|workaround|resolution|solution|fix|approach) (?:\d{1,2}|[a-d])\b/i;

/** Whether a heading names one of several ways to the same end. */
export const isWay = (heading: string): boolean => WAY.test(heading.trim());

/** A heading as names are compared: without its number, its marks and its "(s)". */
const nameOf = (heading: string) =>
  heading
    .slice(0, 200)
    .toLowerCase()
    .replace(/\(e?s\)/g, '')
    .replace(/[^\p{L}\p{N} ]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
    .replace(/^\d{1,2} (?=\p{L})/u, '');

/** Whether a text is nothing but the name of a section. */
export const isNameOfSection = (text: string): boolean =>
  text.length < 60 && !/[\n.]/.test(text) && ROLE_OF.has(nameOf(text));

/** "Problem resolution", "Recommended fix": what such a name ends in says what it is; "cause of the failed fix" is none. */
const FIXES: ReadonlySet<Role | undefined> = new Set(['resolution', 'workaround']);
const JOINS = /\b(?:of|with|before|after|without|for|to|no|not|in|on)\b/;
const MOST_WORDS = 3;

/** Which part of an article stands below a heading; a heading of its own is `other`. */
export function roleOf(heading: string): Role {
  const name = nameOf(heading);
  const known = ROLE_OF.get(name);
  if (known) return known;
  if (isWay(heading)) return name.startsWith('workaround') ? 'workaround' : 'resolution';
  const words = name.split(' ');
  // "2. Run the repair" is a step.
  if (words.length > MOST_WORDS || /^\W*\d/.test(heading)) return 'other';
  const last = ROLE_OF.get(words.at(-1) ?? '');
  if (FIXES.has(last) && !JOINS.test(name)) return last ?? 'other';
  // "Cause of the error" is a cause; "Steps" inside a long title is none.
  return ROLE_OF.get(words[0] ?? '') ?? 'other';
}
