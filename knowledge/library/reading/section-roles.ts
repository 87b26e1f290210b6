import type { Role } from '../imported-article.ts';

/** Names of sections as knowledge bases and runbooks use them, in lower case. One line more is one name more. */
const NAMES: Record<Exclude<Role, 'other'>, readonly string[]> = {
  symptoms: ['symptoms', 'symptom', 'problem', 'issue', 'meaning', 'impact', 'error', 'behavior', 'behaviour', 'alert'],
  cause: ['cause', 'causes', 'reason', 'root cause', 'possible causes', 'why', 'background', 'diagnosis', 'analysis'],
  resolution: [
    'resolution',
    'resolutions',
    'solution',
    'solutions',
    'fix',
    'mitigation',
    'remediation',
    'recovery',
    'procedure',
    'steps',
    'resolving',
    'troubleshooting',
    'troubleshooting steps',
    'how to fix',
    'how to resolve',
    'action',
    'actions',
    'steps to resolve',
    'method',
    'repair',
  ],
  workaround: ['workaround', 'workarounds', 'temporary fix', 'mitigation steps'],
  status: ['status', 'state', 'applies to', 'environment'],
  more: ['more information', 'additional information', 'details', 'description', 'notes', 'introduction'],
  summary: ['summary', 'overview', 'abstract', 'purpose'],
  related: [
    'references',
    'see also',
    'related',
    'related articles',
    'further reading',
    'next steps',
    'links',
    'additional resources',
  ],
};

const ROLE_OF = new Map(
  Object.entries(NAMES).flatMap(([role, names]) => names.map((name) => [name, role as Role] as const)),
);

/** "Method 2: …", "Resolution 1", "Option B": one of several ways. */
const WAY = /^(?:method|option|workaround|resolution|solution|fix|approach) (?:\d{1,2}|[a-d])\b/i;

/** Whether a heading names one of several ways to the same end. */
export const isWay = (heading: string): boolean => WAY.test(heading.trim());

/** Which part of an article stands below a heading; a heading of its own is `other`. */
export function roleOf(heading: string): Role {
  const name = heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} ]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  const known = ROLE_OF.get(name);
  if (known) return known;
  if (isWay(heading)) return name.startsWith('workaround') ? 'workaround' : 'resolution';
  const first = ROLE_OF.get(name.split(' ')[0] ?? '');
  // "Cause of the error" is a cause; "Steps" inside a long title is none.
  return first && name.split(' ').length <= 3 ? first : 'other';
}
