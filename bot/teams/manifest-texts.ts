/** The languages of the app package. The first is that of the manifest itself. */
export const LANGUAGES = ['en', 'de', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];
/** One text of the app package in every language. */
export type Localised = Readonly<Record<Language, string>>;

/** What somebody may say to begin with. The bot hears English, so only what is shown is translated. */
export interface Command {
  say: string;
  title: Localised;
  description: Localised;
}

export const TEXTS = {
  full: {
    en: 'Faultline: event logs explained',
    de: 'Faultline: Ereignisprotokolle erklärt',
    fr: 'Faultline : les journaux d’événements expliqués',
  },
  short: {
    en: 'Names the cause behind the events of a Windows server.',
    de: 'Nennt die Ursache hinter Ereignissen eines Windows-Servers.',
    fr: 'Nomme la cause des événements d’un serveur Windows.',
  },
  long: {
    en: 'Paste what the Windows event log says, in any form Windows shows or saves it. Faultline looks at which events stand together, names the one cause they point to and shows why, warns before anything risky, and goes through a checked fix step by step. Every change can be undone. It works by rules and articles; nothing is generated. The conversation is in English.',
    de: 'Fügen Sie ein, was im Windows-Ereignisprotokoll steht, in jeder Form, die Windows zeigt oder speichert. Faultline sieht, welche Ereignisse zusammenstehen, nennt die eine Ursache, auf die sie deuten, und zeigt, warum; warnt vor allem Riskanten und führt Schritt für Schritt durch eine geprüfte Lösung. Jede Änderung lässt sich zurücknehmen. Es arbeitet mit Regeln und Artikeln, nichts wird generiert. Das Gespräch ist auf Englisch.',
    fr: 'Collez ce que dit le journal des événements Windows, sous toute forme affichée ou enregistrée. Faultline examine les événements qui se produisent ensemble, nomme la cause qu’ils désignent et montre pourquoi, avertit avant toute opération risquée et guide pas à pas vers une solution vérifiée. Toute modification peut être annulée. Il suit des règles et des articles ; rien n’est généré. La conversation se fait en anglais.',
  },
  diagnoseTitle: {
    en: 'Diagnose this message',
    de: 'Diese Nachricht untersuchen',
    fr: 'Diagnostiquer ce message',
  },
  diagnoseDescription: {
    en: 'Reads the events in a message and names the cause they point to.',
    de: 'Liest die Ereignisse einer Nachricht und nennt die Ursache dahinter.',
    fr: 'Lit les événements d’un message et nomme la cause qu’ils désignent.',
  },
} satisfies Record<string, Localised>;

/** Shown at the first open of the personal chat; a press says it. */
export const STARTERS: readonly Command[] = [
  {
    say: 'Show an example',
    title: { en: 'Show an example', de: 'Ein Beispiel zeigen', fr: 'Montrer un exemple' },
    description: {
      en: 'Events that you can paste to see how it works',
      de: 'Ereignisse zum Einfügen, um zu sehen, wie es geht',
      fr: 'Des événements à coller pour voir le fonctionnement',
    },
  },
  {
    say: 'What does 0x80040115 mean?',
    title: { en: 'What does 0x80040115 mean?', de: 'Was bedeutet 0x80040115?', fr: 'Que signifie 0x80040115 ?' },
    description: {
      en: 'An error code, taken apart',
      de: 'Ein Fehlercode, auseinandergenommen',
      fr: 'Un code d’erreur, décomposé',
    },
  },
  {
    say: 'Help',
    title: { en: 'What can I say?', de: 'Was kann ich sagen?', fr: 'Que puis-je dire ?' },
    description: {
      en: 'Everything that the bot understands',
      de: 'Alles, was der Bot versteht',
      fr: 'Tout ce que le bot comprend',
    },
  },
];

/** Listed when somebody mentions the bot in a team or a group chat. */
export const COMMANDS: readonly Command[] = [
  {
    say: 'Where am I',
    title: { en: 'Where am I', de: 'Wo bin ich', fr: 'Où en suis-je' },
    description: {
      en: 'Shows your own case again',
      de: 'Zeigt den eigenen Fall noch einmal',
      fr: 'Montre de nouveau votre cas',
    },
  },
  {
    say: 'Talk to a human',
    title: { en: 'Talk to a human', de: 'Mit einem Menschen sprechen', fr: 'Parler à un humain' },
    description: {
      en: 'A summary of your case for a colleague',
      de: 'Eine Zusammenfassung des Falls für Kollegen',
      fr: 'Un résumé de votre cas pour un collègue',
    },
  },
  {
    say: 'Start over',
    title: { en: 'Start over', de: 'Von vorn beginnen', fr: 'Recommencer' },
    description: { en: 'A new case for you', de: 'Ein neuer Fall', fr: 'Un nouveau cas' },
  },
  {
    say: 'Help',
    title: { en: 'Help', de: 'Hilfe', fr: 'Aide' },
    description: {
      en: 'Everything that the bot understands',
      de: 'Alles, was der Bot versteht',
      fr: 'Tout ce que le bot comprend',
    },
  },
];
