import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readFolderFiles } from '../../knowledge/folder/folder-files.ts';
import { BUILT_IN, keptKnowledge, knowledgeOf } from '../../knowledge/load-knowledge.ts';
import { ownFile } from '../../knowledge/yaml-file.ts';

describe('data that come with Faultline', () => {
  it('are refused with every problem when they are not of their shape', () => {
    expect(() => ownFile('services.yaml', z.strictObject({ nothing: z.string() }))).toThrow(/^services\.yaml:\d+ /);
  });

  it('are the same when an earlier start has kept them as when they are checked', () => {
    const files = [readFolderFiles(BUILT_IN)];
    keptKnowledge(files);
    expect(keptKnowledge(files)).toEqual(knowledgeOf(files));
  });

  it('are checked anew when a file has changed', () => {
    const own = readFolderFiles(BUILT_IN);
    keptKnowledge([own]);
    const changed = new Map([...own.files, ['articles/Q0.yaml', 'id: Q1']]);
    expect(keptKnowledge([{ ...own, files: changed }])).toMatchObject({ ok: false });
    expect(keptKnowledge([own])).toMatchObject({ ok: true });
  });
});
