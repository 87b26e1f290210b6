import { describe, expect, it } from 'vitest';
import { readMarkdown } from '../../../knowledge/library/readers/markdown.ts';
import { walkable } from '../../../knowledge/library/walkable.ts';

const FIX = '## Resolution\n\n1. Open the lamp room.\n2. Turn the lamp.\n';

function imported(text: string) {
  const [article] = readMarkdown({ path: 'lamp.md', bytes: Buffer.from(text) });
  if (!article) throw new Error('no article was read');
  return walkable({ id: 'lamp', title: article.title, article, collection: 'c', revision: 'r' } as never).imported;
}

const OUTSIDE: [string, string][] = [
  ['above everything', `# Lamp\n\n> **Warning**: The lamp is hot.\n\n## Symptoms\n\nIt is dark.\n\n${FIX}`],
  [
    'in a section of its own',
    `# Lamp\n\n## Symptoms\n\nIt is dark.\n\n${FIX}\n## More information\n\n> [!CAUTION]\n> The lamp is hot.\n`,
  ],
  ['in the fix, above its steps', `# Lamp\n\n${FIX.replace('\n\n', '\n\n> Danger: The lamp is hot.\n\n')}`],
];

describe('a warning that stands outside of the steps', () => {
  it.each(OUTSIDE)('%s is told before them', (_where, text) => {
    const { warns, warnings = [] } = imported(text) ?? {};
    expect(warns).toBe(true);
    expect(warnings.join('\n')).toContain('The lamp is hot.');
  });
  it('that itself tells what to do is held back until the person agrees', () => {
    const text = `# Lamp\n\n> **Warning**: First delete the folder C:\\Lamp with all its files.\n\n${FIX}`;
    const { warns, warnings = [], held } = imported(text) ?? {};
    expect(warns).toBe(true);
    expect(warnings.join('\n')).not.toContain('delete');
    expect(held?.blocks.map((block) => block.text).join('\n')).toContain('First delete the folder');
  });
  it('is none when nothing warns', () => {
    expect(imported(`# Lamp\n\n${FIX}`)).toMatchObject({ warns: false, warnings: [] });
  });
});
