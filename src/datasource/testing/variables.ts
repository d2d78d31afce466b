/** For tests: replaces variables as Grafana's scenes do, with the parts that matter to us. */
import type { ScopedVars } from '@grafana/data';
import type { Replace } from '../variableValues';

interface Variable {
  readonly value: string | readonly string[];
  readonly text?: string;
  readonly includeAll?: boolean;
  /** "All" as an administrator wrote it: comes as it is, without asking the format function. */
  readonly customAll?: string;
}

const reference = /\$(\w+)|\[\[(\w+)\]\]|\$\{(\w+)(?::(\w+))?\}/g;

export const replaceWith =
  (variables: Readonly<Record<string, Variable>>): Replace =>
  (text, scopedVars: ScopedVars | undefined, format) =>
    text.replace(reference, (match: string, a?: string, b?: string, c?: string, own?: string) => {
      const name = a ?? b ?? c ?? '';
      const scoped = scopedVars && Object.hasOwn(scopedVars, name) ? scopedVars[name] : undefined;
      const variable: Variable | undefined = scoped
        ? { value: String(scoped.value) }
        : Object.hasOwn(variables, name)
          ? variables[name]
          : undefined;
      if (!variable) {
        return match;
      }
      if (own === 'text') {
        return variable.text ?? String(variable.value);
      }
      if (variable.customAll !== undefined) {
        return variable.customAll;
      }
      return format && !own
        ? format(variable.value, { name, includeAll: variable.includeAll })
        : `{${[variable.value].flat().join(',')}}`;
    });
