/** What a step can break. */
export type ReadRisk = 'registry' | 'files' | 'service' | 'permissions' | 'security';

/**
 * Words of other languages by which a text tells that it changes something; commands are the same in all of them and stand in
 * risks.ts. Another language is one entry more, another word one more between two bars. More is found than there is: a warning too
 * many harms nobody.
 */
export const RISK_WORDS: Readonly<Record<string, Readonly<Record<ReadRisk, RegExp>>>> = {
  de: {
    registry: /(?<!\p{L})Registr(?:ierung|y)/iu,
    files:
      /(?<!\p{L})(?:lösch|gelöscht|entfern(?:e|en|st|t)(?!\p{L})|überschr(?:eib|ieb)|ersetz|umbenenn|umbenannt|verschieb|verschoben|formatier|deinstallier|neu ?installier|wiederherstell|leere[nrt]?(?!\p{L}))/iu,
    service:
      /(?<!\p{L})(?:stopp|gestoppt|beende|anhalten|angehalten|neu ?start|neu gestartet|starte\p{L}{0,3} (?:\p{L}{1,30} ){0,4}neu(?!\p{L})|herunterfahr|heruntergefahren|fahren? (?:\p{L}{1,30} ){0,4}herunter|abschalt)/iu,
    permissions:
      /(?<!\p{L})(?:Berechtigung|Zugriffsrecht|Benutzerrecht|Vollzugriff|Kennw[oö]rt|Passw[oö]rt|Dienstkonto|Besitz übernehm)/iu,
    security:
      /(?<!\p{L})(?:(?:deaktivier|schalte)\p{L}{0,3} (?:\p{L}{1,30}[ -]){0,4}(?:Firewall|Viren|Defender|Verschlüsselung|Signierung|Authentifizierung)|(?:Firewall|Viren\p{L}{0,20}|Defender|Verschlüsselung|Signierung|Authentifizierung) (?:\p{L}{1,30} ){0,4}(?:deaktivier|ausschalt|abschalt|aus(?!\p{L}))|Gastkonto)/iu,
  },
};
