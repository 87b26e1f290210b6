/** The shape of the file; what {@link ADDED} holds may be missing in one of the same shape. A file with a higher number is of a newer Faultline. */
export const SHAPE = 1;

/** Its name in the data folder. */
export const LIBRARY_FILE = 'library.sqlite';

/** Told apart from every other SQLite file by this number ("FLib"). */
export const APPLICATION_ID = 0x464c6962;

// Articles as compressed JSON; what they are found by beside it. The full text keeps no second copy of the words.
export const SCHEMA = `
  CREATE TABLE collection (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, format TEXT NOT NULL, licence TEXT, base_url TEXT,
    products TEXT NOT NULL, imported_at TEXT NOT NULL, unread TEXT NOT NULL
  ) STRICT;
  CREATE TABLE file (
    id INTEGER PRIMARY KEY, collection INTEGER NOT NULL, path TEXT NOT NULL, hash BLOB NOT NULL,
    UNIQUE (collection, path)
  ) STRICT;
  CREATE TABLE article (
    id INTEGER PRIMARY KEY, collection INTEGER NOT NULL, file INTEGER NOT NULL, key TEXT NOT NULL UNIQUE COLLATE NOCASE,
    title TEXT NOT NULL, products TEXT NOT NULL, length INTEGER NOT NULL, body BLOB NOT NULL
  ) STRICT;
  CREATE INDEX article_file ON article (file);
  CREATE TABLE event (
    article INTEGER NOT NULL, event_id INTEGER NOT NULL, source TEXT, named_as INTEGER NOT NULL, severity TEXT, wording BLOB NOT NULL
  ) STRICT;
  CREATE INDEX event_article ON event (article);
  CREATE TABLE code (article INTEGER NOT NULL, code INTEGER NOT NULL, PRIMARY KEY (article, code)) STRICT, WITHOUT ROWID;
  CREATE TABLE bag (article INTEGER PRIMARY KEY, terms BLOB NOT NULL) STRICT;
  CREATE TABLE provider (
    source TEXT NOT NULL, event_id INTEGER NOT NULL, level TEXT, message TEXT NOT NULL, collection INTEGER NOT NULL, file INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX provider_event ON provider (source COLLATE NOCASE, event_id);
  CREATE TABLE term (term TEXT PRIMARY KEY, articles INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE size (articles INTEGER NOT NULL, mean_length REAL NOT NULL) STRICT;
  CREATE VIRTUAL TABLE search USING fts5 (title, symptoms, cause, text, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');
`;

/**
 * What came later: a file without it is as good, and is completed when it is written next. `picture_of`: the pictures that the
 * articles of a file show; `picture`: those that are kept.
 */
export const ADDED = `
  CREATE TABLE IF NOT EXISTS picture_of (file INTEGER NOT NULL, path TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS picture_of_file ON picture_of (file);
  CREATE TABLE IF NOT EXISTS picture (
    collection INTEGER NOT NULL, path TEXT NOT NULL, address TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (collection, path)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS picture_address ON picture (address);
  CREATE INDEX IF NOT EXISTS provider_id ON provider (event_id);
`;
