import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../knowledge/diagnose.ts';
import { recognizeUtterance } from '../../../knowledge/recognizer/recognize.ts';
import { plainUtterance } from '../../../knowledge/recognizer/utterance.ts';
import { type Triage, type TriageLine, triage } from '../../../knowledge/triage.ts';
import { mixedLogs } from '../../fixtures/mixed-log-cases.ts';

const nameOf = ({ known, source, eventId }: TriageLine) =>
  known ? `${known.source} ${known.id}` : `${source} ${eventId}`;

const triageOf = (text: string): Triage => triage(factsOf(recognizeUtterance(plainUtterance(text))).events);

describe('logs of several stories', () => {
  const logs = mixedLogs();
  it('are twenty at least', () => expect(logs.length).toBeGreaterThanOrEqual(20));

  it.each(logs)('$name', ({ text, first, chains, noise, order, unknown }) => {
    const found = triageOf(text);
    const names = found.lines.map(nameOf);
    const cause = found.lines.find(({ key }) => key === found.first);
    expect({
      first: cause ? nameOf(cause) : '',
      chains: found.chains.map(({ id }) => id).toSorted(),
      noise: found.lines
        .filter(({ severity }) => severity === 'noise')
        .map(nameOf)
        .toSorted(),
      order: names.filter((name) => order.includes(name)),
      unknown: found.lines.filter(({ known }) => !known).map(nameOf),
    }).toEqual({ first, chains: chains.toSorted(), noise: noise.toSorted(), order, unknown });
    expect(names.findLastIndex((name) => !noise.includes(name))).toBeLessThan(names.length - noise.length);
  });

  it.each(logs)('$name: the newest first, as Event Viewer copies it, comes to the same', ({ text, first, chains }) => {
    const found = triageOf(
      text
        .split(/(?=^Log Name:)/m)
        .toReversed()
        .join('\n'),
    );
    const cause = found.lines.find(({ key }) => key === found.first);
    expect([cause ? nameOf(cause) : '', found.chains.map(({ id }) => id).toSorted()]).toEqual([
      first,
      chains.toSorted(),
    ]);
  });
});
