import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { BUILT_IN, loadKnowledge } from '../../knowledge/load-knowledge.ts';
import { FOREIGN_PASTES } from '../fixtures/foreign-pastes.ts';
import { calibration } from './calibration.ts';

const folder = (name: string) => path.resolve(import.meta.dirname, '../fixtures/knowledge', name);
const loaded = loadKnowledge([BUILT_IN, folder('print'), folder('web')]);
if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
const said = calibration(loaded.knowledge);

describe('how sure it says it is, with the articles of three products', () => {
  it('is right in at least 95 of 100 that it calls very likely', () => {
    const sure = said.filter(({ confidence }) => confidence >= 0.9);
    expect(sure.length).toBeGreaterThan(20);
    expect(sure.filter((one) => one.right).length).toBeGreaterThanOrEqual(sure.length * 0.95);
  });

  it('calls nothing likely that is about none of them', () => {
    expect(FOREIGN_PASTES).toHaveLength(40);
    expect(said.filter((one) => one.foreign && one.confidence >= 0.6)).toEqual([]);
  });
});
