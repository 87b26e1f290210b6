// The server serves the library's own module beside this one.
export * from 'idb-keyval';
