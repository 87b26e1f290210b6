const BESIDE =
  /\.(?:png|jpe?g|gif|svg|webp|ico|bmp|css|js|woff2?|ttf|json|ya?ml|toml|gitignore|gitattributes|lock|go|mod|sum|sh|py)$|(?:^|\/)(?:LICENSE|NOTICE|OWNERS|Makefile|Dockerfile|\.[^/]*)$/i;

/** Pictures and the like beside the articles: nobody has to be told that they are none. */
export const isBeside = (path: string): boolean => BESIDE.test(path.slice(-300));
