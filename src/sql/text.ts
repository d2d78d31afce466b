import { SalesError } from './SalesError';

/**
 * Refuses text that no database stores as written: NUL (PostgreSQL has none) and lone surrogates (not UTF-8).
 * @throws SalesError `query/bad-text`
 */
export function checkText(value: string): string {
  if (value.includes('\0')) {
    throw new SalesError('query/bad-text', 'a value contains a NUL character, which no database text can hold: remove it');
  }
  if (hasLoneSurrogate(value)) {
    throw new SalesError('query/bad-text', 'a value contains half of a character (a lone surrogate): type or paste it again');
  }
  return value;
}

const hasLoneSurrogate = (value: string): boolean =>
  /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(value);

/**
 * Cuts a text after each `$` and between `[[`. Printed as pieces joined by the dialect, it holds nothing that
 * Grafana's variables, its SQL macros or its provisioning expander would rewrite.
 */
export function pieces(value: string): string[] {
  return value.split(/(?<=\$)|(?<=\[)(?=\[)/);
}

/** Names from the model that are safe to quote: no quotes, `$`, `[[` or NUL. */
export function checkIdentifier(name: string): string {
  if (name === '' || /["`\0$]|\[\[/.test(name)) {
    throw new SalesError(
      'model/bad-identifier',
      `${JSON.stringify(name)} cannot be used as a table or column name: quotes, $, [[ and empty names are refused; make a view with a plain name`
    );
  }
  return name;
}
