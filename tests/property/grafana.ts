/**
 * What Grafana and its SQL back ends do to the text of a statement before a database sees it, at their worst: every
 * name is defined, and every value is an attack.
 */
const attack = `'; DROP TABLE deals; --`;

/** Dashboard variables, in the browser. */
const variables = (sql: string): string => sql.replace(/\$(\w+)|\[\[(\w+?)(?::(\w+))?\]\]|\${(\w+)(?:\.([^:^}]+))?(?::([^}]+))?}/g, attack);

/** Plain replacements of the SQL back ends. */
const globals = (sql: string): string => ['$__interval_ms', '$__interval', '$__unixEpochFrom()', '$__unixEpochTo()'].reduce((text, name) => text.replaceAll(name, attack), sql);

/** Macros of the SQL back ends; an unknown one is an error there. */
const macros = (sql: string): string => sql.replace(/\$([_a-zA-Z0-9]+)\(([^)]*)\)/g, attack);

/** Provisioning: Grafana's own expander, then the one of the environment. */
const provisioning = (sql: string): string => sql.replace(/\$(|__\w+){([^}]+)}/g, attack).replace(/\$(\{[^}]*\}|[A-Za-z0-9_]+|[*#$@!?-])/g, attack);

export const rewritten = (sql: string): string => [variables, globals, macros, provisioning].reduce((text, step) => step(text), sql);
