import { describe, expect, it } from 'vitest';
import { termAsked } from '../../knowledge/glossary.ts';
import { readIntents } from '../../knowledge/recognizer/intents/classify-intent.ts';

describe('a word of the field is asked about', () => {
  it.each([
    ['wtf is a dword', 'dword'],
    ['whats a registry hive', 'hive'],
    ['what the hell is a DWORD?', 'dword'],
    ['ok and what does ndr stand for', 'ndr'],
    ['explain hexadecimal to me please', 'hexadecimal'],
    ['i dont know what a hive is', 'hive'],
    ['hive?', 'hive'],
    ['what is an event', 'event'],
    ['what is the information store', 'information store'],
    ['was ist denn ein Dienst', 'service'],
    ["c'est quoi un service", 'service'],
    ['¿qué es el registro?', 'registry'],
  ])('%s: %s', (said, word) => {
    expect(termAsked(said)?.word).toBe(word);
    expect(readIntents(said).intent?.name).toBe('what_is');
  });
});

describe('and is not where the case is meant, or more is said', () => {
  it.each([
    'what does this event mean',
    'what is the error code',
    'what is my event id 4094',
    'what does that service do when it hangs',
    'the service stopped',
    'restart the service',
    'a dword',
    'what is a flux capacitor',
    'what is the fix',
    '',
  ])('%s', (said) => {
    expect(termAsked(said)).toBeUndefined();
    expect(readIntents(said).intent?.name).not.toBe('what_is');
  });
});
