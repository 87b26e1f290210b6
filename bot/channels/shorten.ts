import { SHORTENED } from '../../dialogs/saying/phrases-layout.ts';
import type { Block, Reason, Reply } from '../../dialogs/saying/reply.ts';

/**
 * A reply whose long pieces are cut to `longest` characters and whose long lists are cut to as many items as `longest`
 * allows at 40 characters each. Warnings, choices and what is to be copied stay whole: half a path is worse than none.
 */
export function shorten(reply: Reply, longest: number): Reply {
  const cut = (text: string) => (text.length > longest ? `${text.slice(0, longest)}${SHORTENED}` : text);
  const most = Math.ceil(longest / 40);
  const cutItems = (items: string[]) => [...items.slice(0, most).map(cut), ...(items.length > most ? [SHORTENED] : [])];
  const cutBlock = (block: Block): Block[] => {
    switch (block.kind) {
      case 'list':
      case 'numbered':
        return [{ ...block, items: cutItems(block.items) }];
      case 'copy':
        return block.text.length > longest ? [{ kind: 'text', text: `${block.label} ${SHORTENED}` }] : [block];
      case 'warning':
        return [block];
      case 'folded':
        return [{ ...block, blocks: block.blocks.flatMap((one) => cutBlock(one).filter(isReason)) }];
      case 'picture':
      case 'drawing':
        return longest < Number.POSITIVE_INFINITY ? [] : [block];
      default:
        return [{ ...block, text: cut(block.text) }];
    }
  };
  return {
    ...reply,
    title: cut(reply.title),
    blocks: reply.blocks.flatMap(cutBlock),
    files: reply.files.filter((file) => file.text.length <= longest),
  };
}

const isReason = (block: Block): block is Reason => block.kind !== 'folded' && block.kind !== 'warning';

/** What is left when nothing else fits: the title, every warning whole, and the buttons. */
export function warningsAlone(reply: Reply): Reply {
  const warnings = reply.blocks.filter((block) => block.kind === 'warning');
  return { ...shorten(reply, 80), blocks: [...warnings, { kind: 'text', text: SHORTENED }], files: [] };
}
