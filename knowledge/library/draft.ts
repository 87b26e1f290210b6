import { stringify } from 'yaml';
import { type Block, bodyText, textOf } from './imported-article.ts';
import { keysIn } from './reading/registry-keys.ts';
import { risksIn } from './reading/risks.ts';
import { waysOf } from './reading/steps.ts';
import type { EventRow, StoredArticle } from './store/library-file.ts';

const folded = (text: string) => text.replace(/\s+/g, ' ').trim();
const LONGEST = 600;

/**
 * A curated article as YAML, drawn from an imported one for somebody to finish: what cannot be known says TODO, and every
 * sentence is still the original's and has to be told in own words.
 */
// Each TODO below is text of the draft, for its author; nothing is left open here.
export function draftOf({ id, article, collection, licence }: StoredArticle, events: readonly EventRow[]): string {
  const first = (roles: Parameters<typeof bodyText>[1]) => folded(bodyText(article, roles)).slice(0, LONGEST) || 'TODO';
  const printed = events.filter(({ is }) => is !== 'mention');
  const draft = {
    id,
    title: article.title,
    names: 'TODO: completes "Together they point to …"; no capital, no full stop',
    product: article.products[0] ?? 'TODO',
    versions: article.versions.length > 0 ? article.versions : ['TODO'],
    reference: `${collection} ${id}`,
    symptoms: first(['symptoms', 'summary']),
    ...(printed.length > 0 && {
      evidence: {
        for: [...new Map(printed.map((event) => [`${event.eventId} ${event.source}`, event])).values()].map(
          ({ eventId, source }) => ({ event: String(eventId), ...(source !== undefined && { from: source }) }),
        ),
      },
    }),
    cause: first(['cause']),
    steps: waysOf(article).flatMap(({ steps }, way) => steps.map(({ blocks }, at) => stepOf(blocks, way, at))),
    ...(printed.length > 0 && { samples: ['TODO: at least three pastes that lead here'] }),
  };
  const head = [
    `# Drawn from ${collection} ${id}${licence ? ` (${licence})` : ''}. Every sentence is still the original's: tell it in your own words.`,
    '# A step may be a setting, a restart or another article instead: see CONTRIBUTING.md. Then: npm run articles',
  ];
  return `${head.join('\n')}\n${stringify(draft, { lineWidth: 120 })}`;
}

function stepOf(blocks: readonly Block[], way: number, at: number) {
  const text = blocks.map(textOf).join('\n');
  const [key] = keysIn(text);
  const risks = risksIn(text).map((risk) => (risk === 'security' ? 'permissions' : risk));
  const risk = [...new Set(risks)].filter((one) => one !== 'registry' || key !== undefined);
  const copy = blocks.filter(({ is }) => is === 'code').map((block) => ({ label: 'Command', text: block.text }));
  return {
    id: `step-${way + 1}-${at + 1}`,
    title: 'TODO',
    say: blocks.filter(({ is }) => is !== 'code' && is !== 'picture').map((block) => folded(block.text)),
    ...(copy.length > 0 && { copy }),
    ...(risk.length > 0 && { risk }),
    ...(risk.includes('registry') && { key }),
  };
}
