import { describe, expect, it } from 'vitest';
import { reminderSayings } from '../../../dialogs/reading/reminder-words.ts';

const MINUTE = 60_000;

describe('a reminder is asked for', () => {
  it.each([
    ['Remind me in an hour', 60],
    ['in 2 hours remind me please', 120],
    ['Erinnere mich bitte in einer Stunde', 60],
    ['Können Sie mich in zwei Stunden daran erinnern?', 120],
    ['kannst du mich morgen nochmal erinnern', 1440],
    ['in einer halben Stunde bitte erinnern', 30],
    ['In 30 Minuten erinnere mich!', 30],
    ['Rappelle-moi dans une heure', 60],
    ["Rappelez-le-moi demain, s'il vous plaît", 1440],
    ['Peux-tu me le rappeler dans une demi-heure ?', 30],
    ['dans 45 minutes rappelle-moi stp', 45],
    ['Recuérdame en una hora', 60],
    ['¿Podrías recordármelo mañana, por favor?', 1440],
    ['recuérdeme dentro de media hora', 30],
  ])('%s', (said, minutes) => expect(reminderSayings(said)).toEqual([{ is: 'remind', wait: minutes * MINUTE }]));

  it.each(['remind me', 'remind me later', 'erinnere mich später', 'rappelle-moi plus tard', 'recuérdamelo más tarde'])(
    '%s: after the usual time',
    (said) => expect(reminderSayings(said)).toEqual([{ is: 'remind', wait: 'usual' }]),
  );

  it.each(['remind me next tuesday', 'erinnere mich am Dienstag', 'rappelle-moi ce soir', 'recuérdame a las ocho'])(
    '%s: is asked after how long',
    (said) => expect(reminderSayings(said)).toEqual([{ is: 'remind', wait: 'unread' }]),
  );
});

describe('no reminder is wanted any more', () => {
  it.each([
    'do not remind me',
    'cancel the reminder',
    'Erinnere mich nicht mehr',
    'bitte nicht mehr erinnern',
    'keine Erinnerung bitte',
    'lösche die Erinnerung',
    'Ne me rappelle plus',
    'rappelle-moi pas',
    'pas de rappel, merci',
    'annule le rappel',
    'No me lo recuerdes más',
    'cancela el recordatorio por favor',
  ])('%s', (said) => expect(reminderSayings(said)).toEqual([{ is: 'no-reminder' }]));
});

describe('something else is said', () => {
  it.each([
    'ping me from the server',
    'Ich kann mich nicht erinnern',
    'ich erinnere mich an den Optimizer',
    'erinnere mich nicht in einer Stunde',
    'je ne peux pas me rappeler',
    'rappelle-moi la commande',
    'no puedo recordarme',
    'in einer Stunde',
    'dans une heure',
    'mañana',
    `erinnere mich ${'bitte '.repeat(20)}in einer Stunde`,
  ])('%s', (said) => expect(reminderSayings(said)).toEqual([]));
});
