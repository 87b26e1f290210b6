import { join } from 'node:path';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { answerCodes, LONGEST_CODE } from '../../knowledge/codes/code-answer.ts';
import { diagnose } from '../../knowledge/diagnose.ts';
import { Library } from '../../knowledge/library/library.ts';
import { LibraryOfSite } from '../../knowledge/library/seen-by-site.ts';
import { LIBRARY_FILE } from '../../knowledge/library/store/schema.ts';
import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import { recognizeEvidence } from '../../knowledge/recognizer/recognize.ts';
import { speaking } from '../../knowledge/vocabulary/words.ts';
import { knowledgeFolder, readStorePlace } from '../config.ts';
import { readKnowledge } from '../knowledge/read-knowledge.ts';

/** What the tools work on. */
export interface McpParts {
  knowledge: Knowledge;
  library: Library;
}

/** The knowledge and the library of this machine, or why they cannot be read. */
export function mcpParts(): ({ ok: true } & McpParts) | { ok: false; problems: string[] } {
  const place = readStorePlace();
  if (!place.ok) return place;
  try {
    const library = new Library(join(place.place.DATA_DIR, LIBRARY_FILE), (problem) =>
      process.stderr.write(`${problem}\n`),
    );
    return { ok: true, knowledge: readKnowledge(knowledgeFolder()), library };
  } catch (error) {
    return { ok: false, problems: [error instanceof Error ? error.message : String(error)] };
  }
}

/** A paste of an agent is read this far, in characters: it is read at once. */
const LONGEST_TEXT = 200_000;
const READ_ONLY = { readOnlyHint: true, openWorldHint: false };

const answer = (value: unknown) => ({ content: [{ type: 'text' as const, text: JSON.stringify(value, null, 2) }] });

/**
 * A server of the Model Context Protocol with the evidence that people get: five tools that only read.
 * @param longestText of a diagnosis, in characters: it is read at once
 */
export function mcpServer({ knowledge, library }: McpParts, longestText = LONGEST_TEXT): McpServer {
  const site = new LibraryOfSite(library, knowledge.overrides);
  const server = new McpServer({ name: 'faultline', version: '0.1.0' });
  server.registerTool(
    'diagnose',
    {
      description:
        'Names the one cause that events of the Windows event log point to, with its evidence. Imported articles are not reviewed.',
      inputSchema: { text: z.string().max(longestText).describe('what the event log says, in any form') },
      annotations: READ_ONLY,
    },
    ({ text }) =>
      answer({ ...diagnose(knowledge, text), imported: site.find(text, recognizeEvidence({ text, files: [] })) }),
  );
  server.registerTool(
    'explain_code',
    {
      description:
        'Says what an error code of Windows can mean: HRESULT, NTSTATUS, Win32, MAPI, stop codes, or a name.',
      inputSchema: { code: z.string().max(LONGEST_CODE) },
      annotations: READ_ONLY,
    },
    ({ code }) =>
      answer(
        speaking(knowledge.vocabulary, () => answerCodes(code)) ?? {
          error: `Name one code of at most ${LONGEST_CODE} characters.`,
        },
      ),
  );
  server.registerTool(
    'explain_event',
    {
      description: 'Says what is known of an event: articles that name it, and what providers of these machines say.',
      inputSchema: { id: z.number().int().min(1).max(0xffff), source: z.string().max(100).optional() },
      annotations: READ_ONLY,
    },
    ({ id, source }) => {
      const text = source === undefined ? `Event ID: ${id}` : `Event ID: ${id}\nSource: ${source}`;
      return answer({
        ...diagnose(knowledge, text),
        imported: site.find(text, recognizeEvidence({ text, files: [] })),
        providers: library.provided(id, source),
      });
    },
  );
  server.registerTool(
    'search_articles',
    {
      description: 'Searches imported runbooks and knowledge bases for what somebody describes.',
      inputSchema: { question: z.string().min(1).max(2000), product: z.string().max(100).optional() },
      annotations: READ_ONLY,
    },
    async ({ question, product }) => answer(await site.search(question, 10, product === undefined ? [] : [product])),
  );
  server.registerTool(
    'get_article',
    {
      description:
        'An imported article in its own words, with its source and licence. Nobody has reviewed it: warn before its steps.',
      inputSchema: { id: z.string().min(1).max(200) },
      annotations: READ_ONLY,
    },
    ({ id }) => {
      const found = site.told(id);
      return answer(found ?? { error: `There is no ${id}; search_articles finds others.` });
    },
  );
  return server;
}
